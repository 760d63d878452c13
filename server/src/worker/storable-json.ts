/** What PostgreSQL takes as JSON: it refuses NUL, halves of characters and deep nesting, and with them a whole commit. */
import { toStorableText } from '../logs/to-storable-text.ts'

/** Far below what its parser bears, far above what people nest. */
export const MAX_DEPTH = 200

const REFUSED = /\\u0000|\\ud[89a-f]/

/** Whether a JSON text can be written as it is. Errs on the safe side. */
export function isStorable(text: string): boolean {
  return !REFUSED.test(text)
}

/** Whether a JSON text nests deeper than MAX_DEPTH. Cost O(length), nothing for short texts. */
export function isTooDeep(text: string): boolean {
  if (text.length <= MAX_DEPTH) return false
  let depth = 0
  for (let position = 0; position < text.length; position += 1) {
    const code = text.charCodeAt(position)
    if (code === 0x22) position = endOfString(text, position)
    else if (code === 0x5b || code === 0x7b) {
      depth += 1
      if (depth > MAX_DEPTH) return true
    } else if (code === 0x5d || code === 0x7d) depth -= 1
  }
  return false
}

/** A copy whose texts PostgreSQL takes; the value itself where nothing has to change. */
export function toStorable<T>(value: T): T {
  const text = JSON.stringify(value)
  if (text === undefined || isStorable(text)) return value
  // The shape stays: only texts are replaced.
  return clean(JSON.parse(text)) as T
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return toStorableText(value)
  if (Array.isArray(value)) return value.map(clean)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [toStorableText(key), clean(child)]))
}

function endOfString(text: string, start: number): number {
  let position = start + 1
  while (position < text.length && text.charCodeAt(position) !== 0x22) {
    position += text.charCodeAt(position) === 0x5c ? 2 : 1
  }
  return position
}
