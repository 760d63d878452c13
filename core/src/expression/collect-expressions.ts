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

interface Visit {
  readonly value: unknown
  readonly schema: JsonSchema | undefined
  readonly path: readonly (string | number)[]
}

/** Cost O(size of the parameters); walks with a stack of its own, so depth does not matter. */
export function collectExpressions(params: unknown, schema?: JsonSchema): CollectedExpressions {
  const expressions: FoundExpression[] = []
  const unclosed: { path: readonly (string | number)[]; position: number }[] = []
  const open: Visit[] = [{ value: params, schema, path: [] }]
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { value, path } = visit
    if (typeof value === 'string') {
      if (hintsOf(visit.schema).code === 'jsonata') {
        if (value.trim() !== '') expressions.push({ path, source: value, start: 0 })
      } else if (isTemplated(visit.schema) && containsTemplate(value)) {
        const template = parseTemplate(value)
        if (template.unclosedAt !== null) unclosed.push({ path, position: template.unclosedAt })
        for (const part of template.parts) {
          if (part.kind === 'expression') expressions.push({ path, source: part.source, start: part.start })
        }
      }
    } else if (typeof value === 'object' && value !== null && isTemplated(visit.schema)) {
      open.push(...childrenOf(visit).reverse())
    }
  }
  return { expressions, unclosed }
}

function childrenOf({ value, schema, path }: Visit): Visit[] {
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value as object)
  return entries
    .filter(([, child]) => typeof child === 'string' || (typeof child === 'object' && child !== null))
    .map(([key, child]) => ({ value: child, schema: findChildSchema(schema, key), path: [...path, key] }))
}
