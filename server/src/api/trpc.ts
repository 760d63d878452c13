/** The root of all procedures: who may call them, and how their errors look on the wire. */
import { DomainError, type ErrorCode, type ErrorKind } from '@heddle/core/errors.ts'
import { initTRPC, TRPCError } from '@trpc/server'
import type { Caller } from '../auth/caller.ts'
import type { ApiContext } from './context.ts'
import { toDomainError, toHttpStatus, toTrpcCode } from './error-map.ts'

/** Under `shape.data.heddle` of every error that a client sees. */
export interface WireError {
  readonly code: ErrorCode
  readonly kind: ErrorKind
  readonly message: string
  readonly details: unknown
  readonly requestId: string | null
}

const PING_INTERVAL_MS = 2_000
const RECONNECT_AFTER_INACTIVITY_MS = 5_000

const trpc = initTRPC.context<ApiContext>().create({
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: PING_INTERVAL_MS },
    client: { reconnectAfterInactivityMs: RECONNECT_AFTER_INACTIVITY_MS },
  },
  errorFormatter({ shape, error, ctx }) {
    const domain = toDomainError(error)
    const heddle: WireError = {
      code: domain.code,
      kind: domain.kind,
      message: domain.message,
      details: domain.details,
      requestId: ctx?.requestId ?? null,
    }
    // A stream throws past the middleware below: what it throws is classified here.
    const isClassified = shape.data.code !== 'INTERNAL_SERVER_ERROR'
    const status = isClassified ? {} : { code: toTrpcCode(domain), httpStatus: toHttpStatus(domain) }
    return { ...shape, message: domain.message, data: { ...shape.data, ...status, heddle } }
  },
})

/** Gives every expected error its tRPC code, so that the HTTP status follows from the catalogue. */
const classifyErrors = trpc.middleware(async ({ next }) => {
  const result = await next()
  if (result.ok) return result
  const domain = toDomainError(result.error)
  throw new TRPCError({ code: toTrpcCode(domain), message: domain.message, cause: domain })
})

const requireCaller = trpc.middleware(({ ctx, next }) => {
  if (ctx.caller === null) throw new DomainError('UNAUTHENTICATED', {})
  const caller: Caller = ctx.caller
  return next({ ctx: { caller } })
})

export const router = trpc.router
export const createCallerFactory = trpc.createCallerFactory
/** For whoever asks: only what a page needs before anybody is signed in. */
export const publicProcedure = trpc.procedure.use(classifyErrors)
/** For a session or an API key; `ctx.caller` says whose workspace is read and written. */
export const procedure = publicProcedure.use(requireCaller)
