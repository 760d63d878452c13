/** Finds out who asks: the holder of a key, or whoever's cookie comes with the request from our own pages. */
import type { FastifyRequest } from 'fastify'
import { createKeyCheck } from '../../auth/api-key.ts'
import type { Caller } from '../../auth/caller.ts'
import type { Sessions } from '../../auth/sessions.ts'
import { checkSameOrigin } from './same-origin.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Null for whoever has shown neither a key nor a session. */
    caller: Caller | null
  }
}

export interface AuthenticateParts {
  readonly apiKey: string | null
  readonly sessions: Pick<Sessions, 'findCaller'>
  readonly publicUrl: string | null
}

/** A key that is sent is the whole answer: the cookie beside it is not looked at. */
export function createAuthenticate(parts: AuthenticateParts): (request: FastifyRequest) => Promise<void> {
  const checkKey = createKeyCheck(parts.apiKey)
  return async (request) => {
    const { authorization, cookie } = request.headers
    if (authorization !== undefined) {
      request.caller = checkKey(authorization)
      return
    }
    checkSameOrigin(request, parts.publicUrl)
    request.caller = cookie === undefined ? null : await parts.sessions.findCaller(cookie)
  }
}
