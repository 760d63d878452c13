/** Answers what never became a request: bytes that are not HTTP, headers beyond their limit, one that does not end. */
import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { DomainError } from '@heddle/core/errors.ts'
import { toHttpStatus } from '../error-map.ts'
import { toEnvelope } from './error-reply.ts'

const messages: Record<string, string> = {
  HPE_HEADER_OVERFLOW: 'address and headers are longer than 16 KiB together',
  ERR_HTTP_REQUEST_TIMEOUT: 'did not arrive in time',
}

export function answerBrokenRequest(cause: NodeJS.ErrnoException, socket: Socket): void {
  // Whoever hung up hears nothing.
  if (cause.code === 'ECONNRESET' || !socket.writable) return
  const message = messages[cause.code ?? ''] ?? 'is not HTTP'
  const error = new DomainError('REQUEST_INVALID', { problems: [{ path: '', message }] }, { cause })
  const status = toHttpStatus(error)
  const body = JSON.stringify(toEnvelope(error, randomUUID()))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
