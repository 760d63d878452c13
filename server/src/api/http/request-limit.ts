/** A ceiling that no person reaches and no script runs into by accident; keys are trusted to know what they do. */
import rateLimit from '@fastify/rate-limit'
import { DomainError } from '@heddle/core/errors.ts'
import type { FastifyInstance } from 'fastify'

const MAX_REQUESTS = 6_000
const WINDOW_MS = 10_000

export async function addRequestLimit(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    max: MAX_REQUESTS,
    timeWindow: WINDOW_MS,
    hook: 'preParsing',
    allowList: (request) => request.caller?.kind === 'key',
    addHeaders: noHeaders,
    addHeadersOnExceeding: noHeaders,
    errorResponseBuilder: (_request, { ttl }) =>
      new DomainError('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.ceil(ttl / 1000) }),
  })
}

const noHeaders = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
  'retry-after': false,
}
