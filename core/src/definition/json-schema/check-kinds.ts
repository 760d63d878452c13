/** The keywords of JSON Schema that speak of one kind of value: text, numbers, lists, objects. */
import { toCanonicalJson } from './canonical-json.ts'
import { type At, type Checking, isSchemaObject, placeWithin, problemsWith, report } from './checking.ts'
import { findFormatFault } from './formats.ts'
import { toSafePattern } from './safe-pattern.ts'

export function checkString(checking: Checking, value: string, { schema, place }: At): void {
  const { minLength, maxLength, pattern, format } = schema
  const length = [...value].length
  if (typeof minLength === 'number' && length < minLength) {
    const message = minLength === 1 ? 'must not be empty' : `must have at least ${minLength} characters`
    report(checking, place, { keyword: 'minLength', message })
  }
  if (typeof maxLength === 'number' && length > maxLength) {
    report(checking, place, { keyword: 'maxLength', message: `must have at most ${maxLength} characters` })
  }
  if (typeof pattern === 'string') checkPattern(checking, value, { pattern, place })
  const fault = typeof format === 'string' ? findFormatFault(format, value) : null
  if (fault !== null) report(checking, place, { keyword: 'format', message: fault })
}

function checkPattern(checking: Checking, value: string, at: { pattern: string; place: At['place'] }): void {
  const safe = toSafePattern(at.pattern)
  // A pattern that is refused is a problem of the schema: the schema's own check names it.
  if (!safe.ok) return
  if (value.length > safe.maxLength) {
    const message = `is too long for its pattern to be checked (at most ${safe.maxLength} characters)`
    report(checking, at.place, { keyword: 'pattern', message })
  } else if (!safe.regex.test(value)) {
    report(checking, at.place, { keyword: 'pattern', message: `must match the pattern ${at.pattern}` })
  }
}

const bounds: readonly [keyword: string, holds: (value: number, bound: number) => boolean, words: string][] =
  [
    ['minimum', (value, bound) => value >= bound, 'must be at least'],
    ['maximum', (value, bound) => value <= bound, 'must be at most'],
    ['exclusiveMinimum', (value, bound) => value > bound, 'must be more than'],
    ['exclusiveMaximum', (value, bound) => value < bound, 'must be less than'],
  ]

export function checkNumber(checking: Checking, value: number, { schema, place }: At): void {
  for (const [keyword, holds, words] of bounds) {
    const bound = schema[keyword]
    if (typeof bound === 'number' && !holds(value, bound)) {
      report(checking, place, { keyword, message: `${words} ${bound}` })
    }
  }
  const { multipleOf } = schema
  if (typeof multipleOf === 'number' && multipleOf > 0) {
    const ratio = value / multipleOf
    // 0.3 is a multiple of 0.1 for people, though not for binary fractions.
    if (Math.abs(ratio - Math.round(ratio)) > 1e-9) {
      report(checking, place, { keyword: 'multipleOf', message: `must be a multiple of ${multipleOf}` })
    }
  }
}

export function checkArray(checking: Checking, value: readonly unknown[], { schema, place }: At): void {
  const { minItems, maxItems, uniqueItems, prefixItems, items } = schema
  if (typeof minItems === 'number' && value.length < minItems) {
    report(checking, place, { keyword: 'minItems', message: `must have at least ${minItems} items` })
  }
  if (typeof maxItems === 'number' && value.length > maxItems) {
    report(checking, place, { keyword: 'maxItems', message: `must have at most ${maxItems} items` })
  }
  if (uniqueItems === true && new Set(value.map(toCanonicalJson)).size < value.length) {
    report(checking, place, { keyword: 'uniqueItems', message: 'must not have the same item twice' })
  }
  const tuple = Array.isArray(prefixItems) ? prefixItems : []
  if (tuple.length > 0 || items !== undefined)
    for (const [index, item] of value.entries()) {
      const own = index < tuple.length ? tuple[index] : items
      if (own !== undefined)
        checking.descend(checking, item, { schema: own, place: placeWithin(place, index) })
    }
  checkContains(checking, value, { schema, place })
}

function checkContains(checking: Checking, value: readonly unknown[], { schema, place }: At): void {
  if (schema.contains === undefined) return
  const fits = (item: unknown) =>
    problemsWith(checking, item, { schema: schema.contains, place }).length === 0
  const count = value.filter(fits).length
  const least = typeof schema.minContains === 'number' ? schema.minContains : 1
  const most = typeof schema.maxContains === 'number' ? schema.maxContains : Infinity
  if (count < least || count > most) {
    report(checking, place, {
      keyword: 'contains',
      message: `has ${count} items of the form that is asked for`,
    })
  }
}

export function checkObject(checking: Checking, value: Record<string, unknown>, at: At): void {
  const { schema, place } = at
  const keys = Object.keys(value)
  if (typeof schema.minProperties === 'number' && keys.length < schema.minProperties) {
    const message = `must have at least ${schema.minProperties} entries`
    report(checking, place, { keyword: 'minProperties', message })
  }
  if (typeof schema.maxProperties === 'number' && keys.length > schema.maxProperties) {
    const message = `must have at most ${schema.maxProperties} entries`
    report(checking, place, { keyword: 'maxProperties', message })
  }
  checkRequired(checking, value, at)
  for (const key of keys) checkProperty(checking, { key, value: value[key] }, at)
}

function checkRequired(checking: Checking, value: Record<string, unknown>, { schema, place }: At): void {
  const properties = isSchemaObject(schema.properties) ? schema.properties : {}
  for (const key of toKeys(schema.required)) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined
    const filledIn = isSchemaObject(property) && 'default' in property
    if (Object.hasOwn(value, key) || filledIn) continue
    report(checking, placeWithin(place, key), { keyword: 'required', message: `${key} is missing` })
  }
  if (!isSchemaObject(schema.dependentRequired)) return
  for (const [key, needed] of Object.entries(schema.dependentRequired)) {
    if (!Object.hasOwn(value, key)) continue
    for (const other of toKeys(needed)) {
      if (Object.hasOwn(value, other)) continue
      const message = `${other} is missing, and ${key} needs it`
      report(checking, placeWithin(place, other), { keyword: 'required', message })
    }
  }
}

function checkProperty(checking: Checking, property: { key: string; value: unknown }, at: At): void {
  const { schema } = at
  const { key, value } = property
  const place = placeWithin(at.place, key)
  if (schema.propertyNames !== undefined) {
    checking.descend(checking, key, { schema: schema.propertyNames, place })
  }
  const properties = isSchemaObject(schema.properties) ? schema.properties : {}
  const matching = findPatterned(schema.patternProperties, key)
  if (Object.hasOwn(properties, key)) matching.push(properties[key])
  for (const own of matching) checking.descend(checking, value, { schema: own, place })
  if (matching.length > 0 || schema.additionalProperties === undefined) return
  if (schema.additionalProperties === false) {
    report(checking, place, { keyword: 'additionalProperties', message: `${key} is not known here` })
  } else checking.descend(checking, value, { schema: schema.additionalProperties, place })
}

function findPatterned(patterns: unknown, key: string): unknown[] {
  if (!isSchemaObject(patterns)) return []
  return Object.entries(patterns).flatMap(([pattern, schema]) => {
    const safe = toSafePattern(pattern)
    return safe.ok && key.length <= safe.maxLength && safe.regex.test(key) ? [schema] : []
  })
}

function toKeys(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((key) => typeof key === 'string') : []
}
