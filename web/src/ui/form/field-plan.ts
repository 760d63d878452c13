/** Fields of a form, read from a JSON Schema of an object. Whatever the form cannot draw becomes a JSON field: nothing is hidden. */
import type { FieldHints, FormSchema } from './form-schema.ts'

export type FieldKind =
  | { readonly kind: 'text'; readonly multiline: boolean }
  | { readonly kind: 'code'; readonly language: NonNullable<FieldHints['code']> }
  | { readonly kind: 'number'; readonly whole: boolean; readonly min?: number; readonly max?: number }
  | { readonly kind: 'switch' }
  | { readonly kind: 'select'; readonly options: readonly string[] }
  | { readonly kind: 'pairs' }
  | { readonly kind: 'rows'; readonly item: string; readonly fields: readonly FieldPlan[] }
  | { readonly kind: 'json' }

export interface FieldPlan {
  readonly name: string
  readonly label: string
  readonly help: string | undefined
  readonly required: boolean
  readonly fallback: unknown
  readonly hints: FieldHints
  readonly control: FieldKind
}

export function planFields(schema: FormSchema): FieldPlan[] {
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  return Object.entries(asRecord(schema.properties)).flatMap(([name, property]) => {
    const field = asRecord(property)
    if (hasOneValue(field)) return []
    const hints = asRecord(field['x-heddle']) as FieldHints
    return {
      name,
      label: typeof field.title === 'string' ? field.title : toLabel(name),
      help: typeof field.description === 'string' ? field.description : undefined,
      required: required.has(name),
      fallback: field.default,
      hints,
      control: toControl(field, hints),
    }
  })
}

function toControl(field: Readonly<Record<string, unknown>>, hints: FieldHints): FieldKind {
  if (hints.code && hints.code !== 'json') return { kind: 'code', language: hints.code }
  if (Array.isArray(field.enum) && field.enum.every((option) => typeof option === 'string')) {
    return { kind: 'select', options: field.enum }
  }
  const types = typesOf(field)
  if (hints.code === 'json')
    return types.has('string') && types.size === 1 ? { kind: 'code', language: 'json' } : { kind: 'json' }
  if (types.has('boolean') && without(types, 'boolean', 'string').size === 0) return { kind: 'switch' }
  if (
    (types.has('number') || types.has('integer')) &&
    without(types, 'number', 'integer', 'string').size === 0
  ) {
    return {
      kind: 'number',
      whole: !types.has('number'),
      ...(typeof field.minimum === 'number' ? { min: field.minimum } : {}),
      ...(typeof field.maximum === 'number' ? { max: field.maximum } : {}),
    }
  }
  if (types.has('string') && types.size === 1)
    return { kind: 'text', multiline: field.format === 'multiline' }
  if (types.has('object') && types.size === 1 && isPairs(field)) return { kind: 'pairs' }
  return (types.has('array') && types.size === 1 && toRows(asRecord(field.items))) || { kind: 'json' }
}

/** A list of objects with a few plain fields each; null where one of them is no plain field. */
function toRows(item: Readonly<Record<string, unknown>>): FieldKind | null {
  const fields = planFields(item)
  const isPlain = fields.every(({ control }) => !nested.has(control.kind))
  if (fields.length === 0 || !isPlain) return null
  return { kind: 'rows', item: typeof item.title === 'string' ? item.title : 'Row', fields }
}

const nested: ReadonlySet<FieldKind['kind']> = new Set(['pairs', 'rows', 'json'])

/** There is nothing to ask where the default is all that is allowed. */
function hasOneValue(field: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(field.enum) && field.enum.length === 1 && field.default === field.enum[0]
}

/** Every type the field may have, those of its branches included. */
function typesOf(field: Readonly<Record<string, unknown>>): Set<string> {
  const named = Array.isArray(field.type) ? field.type : [field.type]
  const types = new Set(named.filter((type) => typeof type === 'string' && type !== 'null'))
  for (const branches of [field.anyOf, field.oneOf]) {
    if (!Array.isArray(branches)) continue
    for (const branch of branches) for (const type of typesOf(asRecord(branch))) types.add(type)
  }
  return types
}

/** An object of free keys whose values may be plain text: headers, query, environment. */
function isPairs(field: Readonly<Record<string, unknown>>): boolean {
  if (Object.keys(asRecord(field.properties)).length > 0) return false
  const values = typesOf(asRecord(field.additionalProperties))
  return values.has('string') && !values.has('object')
}

function without(types: ReadonlySet<string>, ...known: string[]): Set<string> {
  return new Set(types).difference(new Set(known))
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}
}

const initialisms: ReadonlySet<string> = new Set(['api', 'id', 'ip', 'json', 'sql', 'uri', 'url'])

/** `expectStatus` as `Expect status`; letters that belong together, such as `URL`, are kept. */
export function toLabel(name: string): string {
  if (initialisms.has(name)) return name.toUpperCase()
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
    .replace(/ ms$/, '')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
