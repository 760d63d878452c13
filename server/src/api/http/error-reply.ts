/** Every error of HTTP in one envelope: `{ error: { code, kind, message, details, request_id } }`. */
import { DomainError, type ErrorDetails } from '@heddle/core/errors.ts'
import { TRPCError } from '@trpc/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { toDomainError, toHttpStatus } from '../error-map.ts'
import { toWireProblem } from '../rest/to-wire.ts'

/** A client that still sends is read this far, so that it sees the answer instead of a broken connection. */
const MAX_DRAINED_BYTES = 256 * 1024 * 1024
const MAX_DRAIN_MS = 10_000

export async function replyWithError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const error = nameFields(nameLimit(toDomainError(thrown), request), thrown)
  const status = toHttpStatus(error)
  // Stopping on purpose is no failure.
  if (status >= 500 && error.code !== 'SHUTTING_DOWN') {
    request.log.error({
      event: 'request_failed',
      requestId: request.id,
      code: error.code,
      err: error.cause ?? error,
    })
  }
  if (status === 413) await drain(request)
  if (error.code === 'TOO_MANY_REQUESTS' && 'retryAfterSeconds' in error.details)
    reply.header('retry-after', error.details.retryAfterSeconds)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (status === 503) reply.header('retry-after', 2)
  await reply.status(status).type('application/json; charset=utf-8').send(toEnvelope(error, request.id))
}

/** Problems of a document or an input stand beside the message, where a program looks for them. */
export function toEnvelope(error: DomainError, requestId: string): { error: Record<string, unknown> } {
  const { code, kind, message } = error
  const { problems, ...details } = error.details as { problems?: readonly unknown[] }
  const listed = problems === undefined ? {} : { problems: problems.map(toWireProblem) }
  return { error: { code, kind, message, ...listed, details: toWireDetails(details), request_id: requestId } }
}

/** Keys of the catalogue's details are ours; their values are left as they are. */
function toWireDetails(details: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(details).map(([key, value]) => [toSnakeCase(key), value]))
}

/** Procedures have names of their own for the fields of a call; whoever sent it knows those of REST. */
function nameFields(error: DomainError, thrown: unknown): DomainError {
  if (error.code !== 'REQUEST_INVALID' || !(thrown instanceof TRPCError)) return error
  const { problems } = error.details as ErrorDetails['REQUEST_INVALID']
  const named = problems.map(({ path, message }) => ({ path: toSnakeCase(path), message }))
  return new DomainError('REQUEST_INVALID', { problems: named }, { cause: error })
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function nameLimit(error: DomainError, request: FastifyRequest): DomainError {
  if (error.code !== 'BODY_TOO_LARGE') return error
  const limitBytes = request.routeOptions.bodyLimit
  const message = `The body is larger than the limit of ${limitBytes} bytes.`
  return new DomainError('BODY_TOO_LARGE', { limitBytes }, { message, cause: error })
}

function drain({ raw }: FastifyRequest): Promise<void> {
  if (raw.complete || raw.destroyed) return Promise.resolve()
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, MAX_DRAIN_MS)
  let bytes = 0
  raw.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > MAX_DRAINED_BYTES) resolve()
  })
  raw.once('end', resolve)
  raw.once('close', resolve)
  raw.resume()
  return promise.finally(() => clearTimeout(timer))
}
