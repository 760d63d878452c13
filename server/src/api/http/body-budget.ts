/**
 * Bodies are held in memory while they arrive. Strangers may send short ones only, and all that arrive at once
 * share a budget: a dozen documents at their limit took two gigabytes.
 */
import { DomainError } from '@heddle/core/errors.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What signing in and making the owner's account take. Bodies up to here are not counted: thousands come in a second. */
const SHORT_BYTES = 64 * 1024
const BUDGET_BYTES = 200 * 1024 * 1024
const RETRY_AFTER_S = 2

/** Throws before anything is read. To be added after the hook that finds out who asks. */
export function addBodyBudget(app: FastifyInstance): void {
  let taken = 0
  app.addHook('onRequest', async (request, reply) => {
    const bytes = announcedBytes(request)
    if (bytes <= SHORT_BYTES) return
    if (request.caller === null) throw new DomainError('UNAUTHENTICATED', {})
    // Refused unread, with a status of its own.
    if (bytes > request.routeOptions.bodyLimit) return
    if (taken + bytes > BUDGET_BYTES) {
      const message = 'Too many large bodies arrive at once. Wait, then try again.'
      throw new DomainError('TOO_MANY_REQUESTS', { retryAfterSeconds: RETRY_AFTER_S }, { message })
    }
    taken += bytes
    reply.raw.once('close', () => {
      taken -= bytes
    })
  })
}

/** A body that does not say its length may become as long as it is allowed to. */
function announcedBytes({ headers, routeOptions }: FastifyRequest): number {
  if (headers['transfer-encoding'] !== undefined) return routeOptions.bodyLimit
  return Number(headers['content-length'] ?? 0)
}
