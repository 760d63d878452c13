/** Lists the expressions in a node's parameters: those in `{{ }}`, and parameters that are JSONata as a whole. */
import type { JsonSchema } from '../definition/node-type.ts'
import { findChildSchema, hintsOf, isTemplated } from './parameter-schema.ts'
import { containsTemplate, parseTemplate } from './template.ts'

export interface FoundExpression {
  /** Keys and list positions from the parameters down. */
  readonly path: readonly (string | number)[]
  readonly source: string
  /** Offset of the source in the string that holds it. */
  readonly start: number
}

export interface CollectedExpressions {
  readonly expressions: readonly FoundExpression[]
  /** Strings in which a `{{` is never closed. */
  readonly unclosed: readonly { path: readonly (string | number)[]; position: number }[]
}

/** Linked to where it came from: a path of its own for each of millions of values took gigabytes. */
interface Visit {
  readonly value: unknown
  readonly schema: JsonSchema | undefined
  readonly key: string | number
  readonly parent: Visit | null
}

/** Cost O(size of the parameters); walks with a stack of its own, so depth does not matter. */
export function collectExpressions(params: unknown, schema?: JsonSchema): CollectedExpressions {
  const expressions: FoundExpression[] = []
  const unclosed: { path: readonly (string | number)[]; position: number }[] = []
  const open: Visit[] = [{ value: params, schema, key: '', parent: null }]
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { value } = visit
    if (typeof value === 'string') {
      const isCode = hintsOf(visit.schema).code === 'jsonata'
      if (!isCode && !containsTemplate(value)) continue
      const path = pathOf(visit)
      if (isCode) {
        if (value.trim() !== '') expressions.push({ path, source: value, start: 0 })
      } else if (isTemplated(visit.schema)) {
        const template = parseTemplate(value)
        if (template.unclosedAt !== null) unclosed.push({ path, position: template.unclosedAt })
        for (const part of template.parts) {
          if (part.kind === 'expression') expressions.push({ path, source: part.source, start: part.start })
        }
      }
    } else if (typeof value === 'object' && value !== null && isTemplated(visit.schema)) {
      // One by one: a list of a million items is more than a call takes as arguments.
      for (const child of childrenOf(visit).reverse()) open.push(child)
    }
  }
  return { expressions, unclosed }
}

function pathOf(visit: Visit): (string | number)[] {
  const path: (string | number)[] = []
  for (let at: Visit = visit; at.parent !== null; at = at.parent) path.push(at.key)
  return path.reverse()
}

function childrenOf(visit: Visit): Visit[] {
  const { value, schema } = visit
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value as object)
  return entries
    .filter(([, child]) => typeof child === 'string' || (typeof child === 'object' && child !== null))
    .map(([key, child]) => ({ value: child, schema: findChildSchema(schema, key), key, parent: visit }))
}
