/** The procedures, called for whoever sent this request. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createCaller } from '../app-router.ts'
import type { ApiParts } from '../context.ts'

export type ProcedureCaller = ReturnType<typeof createCaller>

export function createCallerOf(parts: ApiParts): (request: FastifyRequest) => ProcedureCaller {
  return (request) => createCaller({ ...parts, caller: request.caller, requestId: request.id })
}

/** The same for calls that wait: they end when the client goes away before it is answered. */
export function createWaitingCallerOf(
  parts: ApiParts,
): (request: FastifyRequest, reply: FastifyReply) => ProcedureCaller {
  return (request, reply) => {
    const controller = new AbortController()
    reply.raw.once('close', () => controller.abort())
    const { signal } = controller
    return createCaller({ ...parts, caller: request.caller, requestId: request.id }, { signal })
  }
}
