/** Lets nobody through who has not shown who asks, before anything else of the request is looked at. */
import { DomainError } from '@heddle/core/errors.ts'
import type { FastifyInstance } from 'fastify'

/** For all routes of this scope. To be added after the hook that finds out who asks. */
export function addCallerCheck(scope: FastifyInstance): void {
  scope.addHook('onRequest', async ({ caller }) => {
    if (caller === null) throw new DomainError('UNAUTHENTICATED', {})
  })
}
