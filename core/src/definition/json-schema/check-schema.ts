/** Whether something is a JSON Schema that Heddle can hold values to. Iterative: a schema may be nested deeply. */
import { isSchemaObject, type ValueProblem } from './checking.ts'
import { toSafePattern } from './safe-pattern.ts'
import { findReferenced } from './schema-reference.ts'

const typeNames = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

/** What a keyword's value must be; keywords that are not here are annotations, and kept. */
const keywordKinds: Readonly<Record<string, Kind>> = {
  properties: 'schemas',
  patternProperties: 'schemas',
  $defs: 'schemas',
  definitions: 'schemas',
  dependentRequired: 'object',
  items: 'schema',
  additionalProperties: 'schema',
  propertyNames: 'schema',
  contains: 'schema',
  not: 'schema',
  if: 'schema',
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited.
  then: 'schema',
  else: 'schema',
  anyOf: 'schema-list',
  oneOf: 'schema-list',
  allOf: 'schema-list',
  prefixItems: 'schema-list',
  enum: 'list',
  required: 'names',
  minLength: 'count',
  maxLength: 'count',
  minItems: 'count',
  maxItems: 'count',
  minProperties: 'count',
  maxProperties: 'count',
  minContains: 'count',
  maxContains: 'count',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
  uniqueItems: 'boolean',
  pattern: 'pattern',
  $ref: 'reference',
  type: 'type',
}

type Kind =
  | 'schema'
  | 'schemas'
  | 'schema-list'
  | 'list'
  | 'names'
  | 'count'
  | 'number'
  | 'boolean'
  | 'object'
  | 'pattern'
  | 'reference'
  | 'type'

/** Keywords whose meaning Heddle does not know: a value would be let through unchecked. */
const unsupported = new Set([
  '$dynamicRef',
  '$recursiveRef',
  'unevaluatedItems',
  'unevaluatedProperties',
  'dependentSchemas',
])

const maxProblems = 50

interface Visit {
  readonly schema: unknown
  readonly path: readonly (string | number)[]
}

/** Problems of a schema, each at its path within the schema; none when values can be held to it. */
export function checkSchema(root: unknown): ValueProblem[] {
  const problems: ValueProblem[] = []
  const open: Visit[] = [{ schema: root, path: [] }]
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    if (problems.length >= maxProblems) break
    const { schema, path } = visit
    if (typeof schema === 'boolean') continue
    if (!isSchemaObject(schema)) {
      problems.push({ path, keyword: 'schema', message: 'must be a schema: an object, true or false' })
      continue
    }
    for (const [keyword, value] of Object.entries(schema)) {
      const message = findFault(root, keyword, value)
      if (message !== null) problems.push({ path: [...path, keyword], keyword, message })
      else for (const visit of subschemas(keyword, value, path)) open.push(visit)
    }
  }
  return problems
}

function findFault(root: unknown, keyword: string, value: unknown): string | null {
  if (unsupported.has(keyword)) return `${keyword} is not supported here`
  const kind = Object.hasOwn(keywordKinds, keyword) ? keywordKinds[keyword] : undefined
  switch (kind) {
    case 'schemas':
      if (!isSchemaObject(value)) return `${keyword} must be an object`
      return keyword === 'patternProperties' ? findFirstFault(Object.keys(value)) : null
    case 'object':
      return isSchemaObject(value) ? null : `${keyword} must be an object`
    case 'schema-list':
    case 'list':
      return Array.isArray(value) && value.length > 0 ? null : `${keyword} must be a list that is not empty`
    case 'names':
      return isNames(value) ? null : `${keyword} must be a list of names`
    case 'count':
      return Number.isInteger(value) && Number(value) >= 0 ? null : `${keyword} must be a whole number from 0`
    case 'number':
      if (typeof value !== 'number') return `${keyword} must be a number`
      return keyword === 'multipleOf' && value <= 0 ? 'multipleOf must be more than 0' : null
    case 'boolean':
      return typeof value === 'boolean' ? null : `${keyword} must be true or false`
    case 'pattern':
      return findPatternFault(value)
    case 'reference':
      if (typeof value !== 'string') return '$ref must be text'
      return findReferenced(root, value) === undefined ? `$ref leads nowhere: ${value}` : null
    case 'type':
      return isType(value) ? null : `type must be one of ${[...typeNames].join(', ')}, or a list of them`
    default:
      return null
  }
}

function findPatternFault(value: unknown): string | null {
  if (typeof value !== 'string') return 'pattern must be text'
  const safe = toSafePattern(value)
  return safe.ok ? null : `the pattern ${safe.reason}`
}

function findFirstFault(patterns: readonly string[]): string | null {
  return patterns.map(findPatternFault).find((fault) => fault !== null) ?? null
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string')
}

function isType(value: unknown): boolean {
  const names = Array.isArray(value) ? value : [value]
  return names.length > 0 && names.every((name) => typeof name === 'string' && typeNames.has(name))
}

function subschemas(keyword: string, value: unknown, path: Visit['path']): Visit[] {
  const kind = Object.hasOwn(keywordKinds, keyword) ? keywordKinds[keyword] : undefined
  if (kind === 'schema') return [{ schema: value, path: [...path, keyword] }]
  if (kind === 'schema-list' && Array.isArray(value)) {
    return value.map((schema, index) => ({ schema, path: [...path, keyword, index] }))
  }
  if (kind === 'schemas' && isSchemaObject(value)) {
    return Object.entries(value).map(([key, schema]) => ({ schema, path: [...path, keyword, key] }))
  }
  return []
}
