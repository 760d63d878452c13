/** Signing in and out. Everything else that the library behind it offers is not reachable. */
import { DomainError } from '@heddle/core/errors.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Sessions } from '../../auth/sessions.ts'
import { createSignInLimit } from '../../auth/sign-in-limit.ts'

const signInBody = z.object({
  email: z.string().max(320),
  password: z.string().max(1_000),
  rememberMe: z.boolean().optional(),
})

const signedIn = z.object({ user: z.object({ id: z.string(), name: z.string(), email: z.string() }) })

export interface AuthRouteParts {
  readonly sessions: Sessions
  /** Origin that the sessions were made for. */
  readonly origin: string
}

export function addAuthRoutes(app: FastifyInstance, { sessions, origin }: AuthRouteParts): void {
  const limit = createSignInLimit()
  const forward = async (request: FastifyRequest, body: unknown) =>
    sessions.handle(toWebRequest(request, origin, body))

  app.post(
    '/api/auth/sign-in/email',
    { bodyLimit: 16_384, schema: { hide: true } },
    async (request, reply) => {
      const body = signInBody.parse(request.body)
      const keys = [`address ${request.ip}`, `account ${body.email.toLowerCase()}`]
      const retryAfterSeconds = limit.waitSeconds(keys, Date.now())
      if (retryAfterSeconds > 0) throw new DomainError('TOO_MANY_REQUESTS', { retryAfterSeconds })
      // Counted before it is tried, so that a hundred at once are a hundred, and taken back where it succeeds.
      limit.recordFailure(keys, Date.now())
      const response = await forward(request, body)
      if (response.status >= 500) {
        limit.takeBack(keys)
        throw new DomainError('DATABASE_UNAVAILABLE', { reason: await response.text() })
      }
      if (!response.ok)
        throw new DomainError('UNAUTHENTICATED', {}, { message: 'The e-mail or the password is wrong.' })
      limit.forget(keys)
      // The cookie is the session; a script on the page has no use for the token itself.
      reply.header('set-cookie', response.headers.getSetCookie())
      return { user: signedIn.parse(await response.json()).user }
    },
  )

  app.post('/api/auth/sign-out', { bodyLimit: 16_384, schema: { hide: true } }, async (request, reply) =>
    reply.send(await forward(request, {})),
  )
}

/** The origin was checked before; the library is told the one that it was set up with. */
function toWebRequest(request: FastifyRequest, origin: string, body: unknown): Request {
  const headers = new Headers({ 'content-type': 'application/json', origin })
  if (request.headers.cookie !== undefined) headers.set('cookie', request.headers.cookie)
  if (request.headers['user-agent'] !== undefined) headers.set('user-agent', request.headers['user-agent'])
  return new Request(new URL(request.url, origin), { method: 'POST', headers, body: JSON.stringify(body) })
}
