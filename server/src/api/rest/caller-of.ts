/** The procedures, called for whoever sent this request. */
import type { FastifyRequest } from 'fastify'
import { createCaller } from '../app-router.ts'
import type { ApiParts } from '../context.ts'

export type ProcedureCaller = ReturnType<typeof createCaller>

export function createCallerOf(parts: ApiParts): (request: FastifyRequest) => ProcedureCaller {
  return (request) =>
    createCaller(
      { ...parts, caller: request.caller, requestId: request.id },
      { signal: abortedWith(request) },
    )
}

/** Aborted when the client goes away before it is answered. Made on demand: most calls never ask. */
function abortedWith(request: FastifyRequest): AbortSignal {
  const controller = new AbortController()
  request.raw.socket.once('close', () => controller.abort())
  return controller.signal
}
