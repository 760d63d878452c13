/** Whether nodes of a type may carry a graph that runs for each item of a list. */
import { findChildSchema, hintsOf } from '../expression/parameter-schema.ts'
import { isObject } from './document-view.ts'
import type { NodeTypeDeclaration } from './node-type.ts'

export function holdsGraph(declaration: NodeTypeDeclaration | undefined): boolean {
  if (declaration === undefined || !isObject(declaration.params.properties)) return false
  return Object.keys(declaration.params.properties).some(
    (name) => hintsOf(findChildSchema(declaration.params, name)).graph === true,
  )
}
