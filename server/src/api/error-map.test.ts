import { DomainError, type ErrorCode, errorCatalogue } from '@heddle/core/errors.ts'
import { TRPCError } from '@trpc/server'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { toDomainError, toHttpStatus, toTrpcCode } from './error-map.ts'

function failure(properties: object, message = 'no'): Error {
  return Object.assign(new Error(message), properties)
}

const refusal = z.object({ limit: z.number() }).safeParse({ limit: 'x' }).error

test.each<[string, unknown, ErrorCode, number]>([
  ['a refused schema', refusal, 'REQUEST_INVALID', 400],
  [
    'a refused input of a procedure',
    new TRPCError({ code: 'BAD_REQUEST', cause: refusal }),
    'REQUEST_INVALID',
    400,
  ],
  ['a procedure that is not there', new TRPCError({ code: 'NOT_FOUND' }), 'ROUTE_NOT_FOUND', 404],
  ['a body that is too large', failure({ code: 'FST_ERR_CTP_BODY_TOO_LARGE' }), 'BODY_TOO_LARGE', 413],
  ['a media type', failure({ code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' }), 'UNSUPPORTED_MEDIA_TYPE', 415],
  ['broken JSON', failure({ statusCode: 400 }), 'REQUEST_INVALID', 400],
  ['a refused connection', failure({ code: 'ECONNREFUSED' }), 'DATABASE_UNAVAILABLE', 503],
  ['a lost connection', failure({}, 'Connection terminated unexpectedly'), 'DATABASE_UNAVAILABLE', 503],
  ['a server that stops', failure({ code: '57P01' }), 'DATABASE_UNAVAILABLE', 503],
  ['a missing socket', failure({ code: 'ENOENT', syscall: 'connect' }), 'DATABASE_UNAVAILABLE', 503],
  ['a missing file', failure({ code: 'ENOENT', syscall: 'open' }), 'INTERNAL', 500],
  ['text that cannot be stored', failure({ code: '22P05' }), 'REQUEST_INVALID', 400],
  ['a wrong statement', failure({ code: '42601' }), 'INTERNAL', 500],
  [
    'a request that outlived the pool',
    failure({}, 'Cannot use a pool after calling end on the pool'),
    'SHUTTING_DOWN',
    503,
  ],
  ['something that is no error', 'oops', 'INTERNAL', 500],
])('%s', (...row) => {
  const [, thrown, code, status] = row
  const error = toDomainError(thrown)
  expect([error.code, toHttpStatus(error)]).toEqual([code, status])
})

test('an error of the catalogue stays what it is, however deep it was thrown', () => {
  const own = new DomainError('WORKFLOW_NOT_FOUND', { workflowId: 'w' })
  expect(toDomainError(own)).toBe(own)
  expect(toDomainError(new TRPCError({ code: 'NOT_FOUND', cause: own }))).toBe(own)
})

test('every code has a status that its procedure answers with too', () => {
  for (const code of Object.keys(errorCatalogue) as ErrorCode[]) {
    const error = new DomainError(code, {} as never)
    const status = toHttpStatus(error)
    expect([400, 401, 403, 404, 409, 413, 415, 416, 422, 428, 429, 500, 502, 503]).toContain(status)
    if (status < 500 && status !== 416)
      expect([code, toTrpcCode(error)]).not.toEqual([code, 'INTERNAL_SERVER_ERROR'])
  }
})
