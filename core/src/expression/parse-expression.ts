/** Parses JSONata once per source. Parsing never throws here: a syntax error is a value with its position. */
import jsonata from 'jsonata'
import { collectReferences, type References } from './references.ts'

export interface ExpressionLimits {
  readonly timeoutMs: number
  /** Nested evaluations at once. */
  readonly maxDepth: number
  /** Longest list that an expression may build. */
  readonly maxSequence: number
}

export const defaultLimits: ExpressionLimits = { timeoutMs: 1000, maxDepth: 1000, maxSequence: 1_000_000 }

/** Longer ones are programs: they belong in a node that runs code. */
const maxExpressionLength = 65_536

export interface ExpressionSyntaxError {
  readonly message: string
  /** Offset in the source, from 0. */
  readonly position: number
}

export type ParsedExpression =
  | { readonly ok: true; readonly expression: jsonata.Expression; readonly references: References }
  | { readonly ok: false; readonly error: ExpressionSyntaxError }

/** Enough for the expressions of many live workflows; beyond it the oldest is parsed again. */
const cacheSize = 2000
const cache = new Map<string, ParsedExpression>()

/** Parses with the default limits and remembers the answer. */
export function parseExpression(source: string): ParsedExpression {
  const known = cache.get(source)
  if (known !== undefined) return known
  const parsed = parseWithLimits(source, defaultLimits)
  if (source.length > maxExpressionLength) return parsed
  if (cache.size >= cacheSize) {
    const oldest = cache.keys().next()
    if (!oldest.done) cache.delete(oldest.value)
  }
  cache.set(source, parsed)
  return parsed
}

/** Parses with other limits, which the library binds to the parsed expression. Not remembered. */
export function parseWithLimits(source: string, limits: ExpressionLimits): ParsedExpression {
  if (source.length > maxExpressionLength) {
    const message = `The expression is longer than ${maxExpressionLength} characters`
    return { ok: false, error: { message, position: maxExpressionLength } }
  }
  if (source.trim() === '') return { ok: false, error: { message: 'The expression is empty', position: 0 } }
  try {
    const expression = jsonata(source, {
      timeout: limits.timeoutMs,
      stack: limits.maxDepth,
      sequence: limits.maxSequence,
    })
    return { ok: true, expression, references: collectReferences(expression.ast()) }
  } catch (thrown) {
    return { ok: false, error: toExpressionError(thrown, source) }
  }
}

/** The library throws plain objects; anything else is a limit of the language: its stack, or the size of a value. */
export function toExpressionError(thrown: unknown, source: string): ExpressionSyntaxError {
  if (thrown instanceof RangeError) {
    const isTooLarge = /invalid (string|array|count)/i.test(thrown.message)
    const message = isTooLarge
      ? 'The expression makes a value that is too large'
      : 'The expression is nested too deeply'
    return { message, position: 0 }
  }
  const { message, position, token } = (
    typeof thrown === 'object' && thrown !== null ? thrown : {}
  ) as Record<string, unknown>
  return {
    message: typeof message === 'string' && message !== '' ? message : 'The expression cannot be evaluated',
    position: typeof position === 'number' ? startOfToken(source, position, token) : 0,
  }
}

/** The library reports the end of a token; people look for its start. */
function startOfToken(source: string, end: number, token: unknown): number {
  const start = typeof token === 'string' ? end - token.length : end
  const starts = start >= 0 && source.slice(start, end) === token
  return Math.min(starts ? start : end, source.length)
}
