/** JSON bodies: nothing nested deeper than anybody needs, no keys that change what an object is. */
import { DomainError } from '@heddle/core/errors.ts'
import type { FastifyInstance } from 'fastify'
import { isTooDeep, MAX_DEPTH } from '../documents/too-deep.ts'

/** An empty body counts as absent: `POST .../cancel` needs none, whatever its content type says. */
export function addJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  // Fastify reads plain text by itself; nothing here is plain text.
  app.removeContentTypeParser('text/plain')
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

/** Bodies that are documents are handed on as they came: a large one is not parsed in this thread. */
export function addDocumentBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
}
