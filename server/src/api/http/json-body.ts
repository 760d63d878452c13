/** JSON bodies: whole letters only, nothing nested deeper than anybody needs, no keys that change what an object is. */
import { isUtf8 } from 'node:buffer'
import { DomainError } from '@heddle/core/errors.ts'
import type { FastifyInstance } from 'fastify'
import { isTooDeep, MAX_DEPTH } from '../documents/too-deep.ts'

/** An empty body counts as absent: `POST .../cancel` needs none, whatever its content type says. */
export function addJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  // Fastify reads plain text by itself; nothing here is plain text.
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined)
    const refusal = findRefusal(body)
    if (refusal !== null) return done(refusal, undefined)
    return parse(request, body.toString(), done)
  })
}

/** Bodies that a library reads by itself are checked and handed on as text. */
export function addJsonTextBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    const refusal = findRefusal(body)
    if (refusal === null) done(null, body.toString())
    else done(refusal, undefined)
  })
}

/** Bytes that are no letters would be kept as question marks: whoever sent them should know. */
function findRefusal(body: string | Buffer): DomainError | null {
  const isText = typeof body === 'string' || isUtf8(body)
  if (isText && !isTooDeep(body.toString())) return null
  const message = isText ? `is nested deeper than ${MAX_DEPTH} levels` : 'is not UTF-8'
  return new DomainError('REQUEST_INVALID', { problems: [{ path: '', message }] })
}

/** Bodies that are documents are handed on as they came: a large one is not parsed in this thread. */
export function addDocumentBodies(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
}
