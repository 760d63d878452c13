/**
 * What it costs to hold a value to one schema, beyond the schemas that it leads to; about a microsecond is 1.
 * Without it a choice between two short schemas could walk a list of 100,000 items as often as it has steps.
 */
import { countValues } from '../measure-value.ts'
import { isSchemaObject } from './checking.ts'
import { toSafePattern } from './safe-pattern.ts'

const CHARACTERS_A_STEP = 1_000
const ITEMS_A_STEP = 10
/** A pattern is looked through for what could take for ever, each time. */
const PATTERN_STEPS = 10
const MATCHES_A_STEP = 1_000

type Schema = Readonly<Record<string, unknown>>

export function costOf(value: unknown, schema: Schema): number {
  if (typeof value === 'string')
    return 1 + value.length / CHARACTERS_A_STEP + costOfPattern(value, schema.pattern)
  if (typeof value !== 'object' || value === null) return 1
  const isCompared = schema.enum !== undefined || 'const' in schema || schema.uniqueItems === true
  const compared = isCompared ? countValues(value) : 0
  if (Array.isArray(value)) return 1 + compared + value.length / ITEMS_A_STEP
  const patterns = isSchemaObject(schema.patternProperties) ? Object.keys(schema.patternProperties).length : 0
  return 1 + compared + Object.keys(value).length * (1 + patterns * PATTERN_STEPS) + costOfRequired(schema)
}

function costOfPattern(value: string, pattern: unknown): number {
  if (typeof pattern !== 'string') return 0
  const safe = toSafePattern(pattern)
  if (!safe.ok || value.length > safe.maxLength) return PATTERN_STEPS
  return PATTERN_STEPS + safe.stepsFor(value.length) / MATCHES_A_STEP
}

function costOfRequired({ required, dependentRequired }: Schema): number {
  const lists = [required, ...(isSchemaObject(dependentRequired) ? Object.values(dependentRequired) : [])]
  return lists.reduce((sum: number, list) => sum + (Array.isArray(list) ? list.length : 0), 0) / ITEMS_A_STEP
}
