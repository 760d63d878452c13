/**
 * The input of an execution, ready to be stored: defaults of the schema filled in, then held to the schema, to
 * the limit of its size and to what PostgreSQL can store. Throws INPUT_INVALID or VALUE_TOO_LARGE.
 */

import { hasInfiniteNumber } from '@heddle/core/definition/has-infinite-number.ts'
import { checkValue } from '@heddle/core/definition/json-schema/check-value.ts'
import { DomainError } from '@heddle/core/errors.ts'
import { isStorableJson } from '../documents/storable-json.ts'

const MAX_DEPTH = 20

export function prepareInput(
  given: unknown,
  rules: { schema: Readonly<Record<string, unknown>> | undefined; limitBytes: number },
): unknown {
  const { schema, limitBytes } = rules
  const value = given === undefined ? {} : given
  const input = schema === undefined ? value : fillDefaults(value, schema, 0)
  const json = JSON.stringify(input)
  if (Buffer.byteLength(json) > limitBytes) throw tooLarge(limitBytes)
  const problems: { path: string; message: string }[] = []
  if (!isStorableJson(json)) problems.push({ path: '', message: 'holds U+0000 or half of a surrogate pair' })
  if (hasInfiniteNumber(input))
    problems.push({ path: '', message: 'holds a number beyond 1.8e308, which would be lost' })
  if (schema !== undefined) {
    for (const { path, message } of checkValue(input, schema))
      problems.push({ path: path.join('.'), message })
  }
  if (problems.length > 0) throw new DomainError('INPUT_INVALID', { problems })
  return input
}

function tooLarge(limitBytes: number): DomainError {
  const message = `The input is larger than the limit of ${limitBytes} bytes.`
  return new DomainError('VALUE_TOO_LARGE', { what: 'input', limitBytes }, { message })
}

/** Only objects get defaults, and only for keys that are absent: null is a value. */
function fillDefaults(value: unknown, schema: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH || !isObject(value) || !isObject(schema) || !isObject(schema.properties)) return value
  const filled: Record<string, unknown> = { ...value }
  for (const [key, property] of Object.entries(schema.properties)) {
    if (!isObject(property) || key === '__proto__') continue
    if (Object.hasOwn(value, key)) filled[key] = fillDefaults(value[key], property, depth + 1)
    else if (property.default !== undefined) filled[key] = property.default
  }
  return filled
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
