/**
 * Regular expressions that other people wrote, made safe to run: a pattern whose search can grow
 * exponentially is refused, and the text is short enough for the ones that grow as a power of its length.
 * A stop by time is no choice here: JavaScript cannot interrupt a running pattern.
 */

export type SafePattern =
  | {
      readonly ok: true
      readonly regex: RegExp
      readonly maxLength: number
      /** Steps that matching a text of this length may cost. */
      readonly stepsFor: (length: number) => number
    }
  | { readonly ok: false; readonly reason: string }

/** Steps that a match may cost at most, about a tenth of a second. */
const maxSteps = 1e7
const maxPatternLength = 1000

/** Compiles a pattern, or says why it is refused. */
export function toSafePattern(source: string): SafePattern {
  if (source.length > maxPatternLength)
    return { ok: false, reason: `is longer than ${maxPatternLength} characters` }
  let regex: RegExp
  try {
    regex = new RegExp(source, 'u')
  } catch {
    return { ok: false, reason: 'is not a regular expression' }
  }
  const shape = readShape(source)
  if (shape.refused !== null) return { ok: false, reason: shape.refused }
  const power = shape.repeats + (source.startsWith('^') ? 0 : 1)
  const maxLength = power === 0 ? Infinity : Math.floor(maxSteps ** (1 / power))
  return { ok: true, regex, maxLength, stepsFor: (length) => length ** power }
}

interface Shape {
  /** Parts that repeat without a bound. */
  readonly repeats: number
  readonly refused: string | null
}

/** A repeat of more than this counts as unbounded. */
const fewTimes = 16

/** Looks at groups and repeats only; the pattern is known to be valid. */
function readShape(source: string): Shape {
  const text = source.replace(/\\[^\d]|\\0/gu, '.').replace(/\[[^\]]*\]/g, '.')
  if (/\\[1-9k]/.test(text)) return { repeats: 0, refused: 'refers back to a group, which can take for ever' }
  const groups: { varies: boolean }[] = [{ varies: false }]
  let closed: { varies: boolean } | null = null
  let repeats = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    const group = groups.at(-1)
    if (char === '(') groups.push({ varies: false })
    if (char === '|' && group !== undefined) group.varies = true
    const times = readRepeat(text, at)
    if (times !== null && times > fewTimes) {
      if (closed?.varies)
        return { repeats, refused: 'repeats a part that itself varies, which can take for ever' }
      repeats += 1
    }
    if (times !== null && group !== undefined) group.varies = true
    closed = null
    if (char === ')') {
      closed = groups.pop() ?? null
      const outer = groups.at(-1)
      if (closed?.varies && outer !== undefined) outer.varies = true
    }
  }
  return { repeats, refused: null }
}

/** How often the part before this place may repeat at most, or null where no repeat stands. */
function readRepeat(text: string, at: number): number | null {
  const char = text[at]
  if (char === '*' || char === '+') return Infinity
  if (char === '?') return text[at - 1] === '(' ? null : 1
  if (char !== '{') return null
  const bounds = /^\{(\d+)(,?)(\d*)\}/.exec(text.slice(at, at + 24))
  if (bounds === null) return null
  if (bounds[2] === '') return Number(bounds[1])
  return bounds[3] === '' ? Infinity : Number(bounds[3])
}
