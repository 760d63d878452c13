/** Finds the schema of a part of the parameters, and its hints, without checking anything. */
import type { JsonSchema, ParameterHints } from '../definition/node-type.ts'

/** Schema of a property or list item, or undefined where the schema says nothing about it. */
export function findChildSchema(
  schema: JsonSchema | undefined,
  key: string | number,
): JsonSchema | undefined {
  if (schema === undefined) return undefined
  if (typeof key === 'number') {
    const tuple = Array.isArray(schema.prefixItems) ? toSchema(schema.prefixItems[key]) : undefined
    return tuple ?? toSchema(schema.items) ?? findInBranches(schema, key)
  }
  const { properties } = schema
  const own = isObject(properties) && Object.hasOwn(properties, key) ? toSchema(properties[key]) : undefined
  return own ?? findInBranches(schema, key) ?? toSchema(schema.additionalProperties)
}

/** The `x-heddle` hints of a schema; empty where it has none. */
export function hintsOf(schema: JsonSchema | undefined): ParameterHints {
  const hints = schema?.['x-heddle']
  return isObject(hints) ? hints : {}
}

/** False where `{{ }}` is left alone, because the parameter is code itself. */
export function isTemplated(schema: JsonSchema | undefined): boolean {
  return hintsOf(schema).templated !== false
}

function findInBranches(schema: JsonSchema, key: string | number): JsonSchema | undefined {
  for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
    const branches = schema[keyword]
    if (!Array.isArray(branches)) continue
    for (const branch of branches) {
      const found = findChildSchema(toSchema(branch), key)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function toSchema(value: unknown): JsonSchema | undefined {
  return isObject(value) ? value : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
