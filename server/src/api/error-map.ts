/**
 * The one place where an error becomes an answer: kinds map to HTTP and tRPC here, and what libraries throw is
 * given a code of the catalogue.
 */
import { DomainError, type ErrorCode, type ErrorKind } from '@heddle/core/errors.ts'
import { TRPCError } from '@trpc/server'
import { isUnavailable } from '../engine/database-errors.ts'
import { toRequestProblems } from './request-problems.ts'

type TrpcCode = TRPCError['code']

const httpStatusOfKind: Record<ErrorKind, number> = {
  'not-found': 404,
  invalid: 422,
  conflict: 409,
  precondition: 428,
  unauthenticated: 401,
  forbidden: 403,
  limit: 413,
  unavailable: 503,
  bug: 500,
}

/** Codes whose status says more than their kind does. */
const httpStatusOfCode: Partial<Record<ErrorCode, number>> = {
  REQUEST_INVALID: 400,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RANGE_NOT_SATISFIABLE: 416,
  TOO_MANY_REQUESTS: 429,
  SIGNALS_WAITING: 429,
  SERVER_LOST: 502,
}

const trpcCodeOfStatus: Record<number, TrpcCode> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  428: 'PRECONDITION_REQUIRED',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
}

const prismaAway = /^P(1001|1002|1008|1017|2024)$/

/** Text that JSON allows and PostgreSQL does not store: U+0000, halves of a surrogate pair, too deep nesting. */
const unstorableValue = /^(22P05|22021|54001)$/

export function toHttpStatus(error: DomainError): number {
  return httpStatusOfCode[error.code] ?? httpStatusOfKind[error.kind]
}

export function toTrpcCode(error: DomainError): TrpcCode {
  return trpcCodeOfStatus[toHttpStatus(error)] ?? 'INTERNAL_SERVER_ERROR'
}

/** Any thrown value as an error of the catalogue; what nothing here knows is a bug. */
export function toDomainError(thrown: unknown): DomainError {
  if (thrown instanceof DomainError) return thrown
  if (thrown instanceof TRPCError) return fromTrpc(thrown)
  if (!(thrown instanceof Error)) return new DomainError('INTERNAL', {}, { cause: thrown })
  return fromFastify(thrown) ?? fromDatabase(thrown) ?? new DomainError('INTERNAL', {}, { cause: thrown })
}

function fromTrpc(error: TRPCError): DomainError {
  if (error.cause instanceof DomainError) return error.cause
  const problems = issuesOf(error.cause)
  if (problems !== null) return requestInvalid(problems, error)
  switch (error.code) {
    case 'NOT_FOUND':
      return new DomainError('ROUTE_NOT_FOUND', { path: error.message }, { cause: error })
    case 'PARSE_ERROR':
    case 'BAD_REQUEST':
    case 'METHOD_NOT_SUPPORTED':
      return requestInvalid([{ path: '', message: error.message }], error)
    case 'UNSUPPORTED_MEDIA_TYPE':
      return new DomainError('UNSUPPORTED_MEDIA_TYPE', { expected: 'application/json' }, { cause: error })
    default:
      return error.cause === undefined
        ? new DomainError('INTERNAL', {}, { cause: error })
        : toDomainError(error.cause)
  }
}

function fromFastify(error: Error & { code?: unknown; limit?: unknown }): DomainError | null {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new DomainError('BODY_TOO_LARGE', { limitBytes: Number(error.limit ?? 0) }, { cause: error })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new DomainError('UNSUPPORTED_MEDIA_TYPE', { expected: 'application/json' }, { cause: error })
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
      return requestInvalid([{ path: '', message: error.message }], error)
    default:
      break
  }
  const problems = issuesOf(error)
  if (problems !== null) return requestInvalid(problems, error)
  const status = 'statusCode' in error ? error.statusCode : undefined
  if (status === 400) return requestInvalid([{ path: '', message: error.message }], error)
  return null
}

/** What the pool of connections says to whoever still asks when it was told to end. */
const poolHasEnded = 'Cannot use a pool after calling end on the pool'

function fromDatabase(error: Error & { code?: unknown }): DomainError | null {
  if (error.message === poolHasEnded) return new DomainError('SHUTTING_DOWN', {}, { cause: error })
  const code = typeof error.code === 'string' ? error.code : ''
  if (isDatabaseAway(error, code))
    return new DomainError('DATABASE_UNAVAILABLE', { reason: error.message }, { cause: error })
  if (unstorableValue.test(code) || (code === '22P02' && /json/i.test(error.message)))
    return requestInvalid([{ path: '', message: `A value cannot be stored: ${error.message}` }], error)
  return error.cause instanceof Error ? fromDatabase(error.cause) : null
}

/** A missing file has the code of a missing socket: only the latter means the database. */
function isDatabaseAway(error: Error, code: string): boolean {
  if (prismaAway.test(code)) return true
  if (code === 'ENOENT' && !('syscall' in error && error.syscall === 'connect')) return false
  return isUnavailable(error)
}

function requestInvalid(
  problems: readonly { path: string; message: string }[],
  cause: unknown,
): DomainError<'REQUEST_INVALID'> {
  return new DomainError('REQUEST_INVALID', { problems }, { cause })
}

/** Problems of a refused schema: zod's issues, wherever they were thrown. */
function issuesOf(cause: unknown): { path: string; message: string }[] | null {
  if (!(cause instanceof Error) || !('issues' in cause) || !Array.isArray(cause.issues)) return null
  return toRequestProblems(cause.issues)
}
