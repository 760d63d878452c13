/**
 * What is refused before any procedure, by a check of the server or by a balancer, comes in the envelope of REST. tRPC
 * cannot read that: a database that is away would look as if no server had answered.
 */
import type { getFetch } from '@trpc/client'

/** JSON-RPC's number for an error of the server; what happened stands in `data`. */
const internalError = -32603

/** For the links: as `fetch`, with every refusal in the form that procedures give theirs. */
export const fetchProcedure: ReturnType<typeof getFetch> = async (input, { signal, ...init } = {}) => {
  const response = await fetch(input, { ...init, signal: signal ?? null })
  if (response.ok) return response
  const error = toProcedureError(await readBody(response), response.status)
  return error === null ? response : Response.json({ error }, { status: response.status })
}

/** Null for what is in that form already, or in none that is ours. */
export function toProcedureError(body: unknown, httpStatus: number) {
  if (!isRecord(body) || !isRecord(body.error)) return null
  const { code, kind, message, details, request_id: requestId = null } = body.error
  if (typeof code !== 'string' || typeof message !== 'string') return null
  return {
    message,
    code: internalError,
    data: { code, httpStatus, heddle: { code, kind, message, details, requestId } },
  }
}

/** A copy is read, so that what is not ours is passed on as it came. */
async function readBody(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  return type.includes('application/json') ? response.clone().json() : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
