/** JSON bodies: nothing nested deeper than anybody needs, no keys that change what an object is. */
import { DomainError } from '@heddle/core/errors.ts'
import type { FastifyInstance } from 'fastify'

/** Deeper than any document; far below where parsers and the database run out of stack. */
const MAX_DEPTH = 256

/** An empty body counts as absent: `POST .../cancel` needs none, whatever its content type says. */
export function addJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (typeof body !== 'string' || body === '') return done(null, undefined)
    if (isTooDeep(body)) return done(toDepthError(), undefined)
    return parse(request, body, done)
  })
}

/** Bodies that a library reads by itself are checked and handed on as text. */
export function addJsonTextBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (isTooDeep(String(body))) done(toDepthError(), undefined)
    else done(null, body)
  })
}

function toDepthError(): DomainError {
  const message = `is nested deeper than ${MAX_DEPTH} levels`
  return new DomainError('REQUEST_INVALID', { problems: [{ path: '', message }] })
}

/** Counts open brackets outside of strings. Short texts cannot be deep. */
export function isTooDeep(text: string): boolean {
  if (text.length <= 2 * MAX_DEPTH) return false
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) at = skipString(text, at)
    else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
      depth += 1
      if (depth > MAX_DEPTH) return true
    } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) depth -= 1
  }
  return false
}

const QUOTE = 34
const OPEN_BRACKET = 91
const CLOSE_BRACKET = 93
const OPEN_BRACE = 123
const CLOSE_BRACE = 125

/** Where the string that begins here ends; the end of the text where it does not. */
function skipString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1) {
    let backslashes = 0
    while (text[end - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
  return text.length
}
