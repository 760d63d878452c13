/** All procedures for the pages, with server-sent events for what they watch. */
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify'
import type { FastifyInstance } from 'fastify'
import { appRouter } from '../app-router.ts'
import type { ApiContext, ApiParts } from '../context.ts'
import { addJsonTextBodies } from './json-body.ts'

/** A batch carries several inputs, and a document comes with the words around it. */
const ENVELOPE_BYTES = 1024 * 1024

export async function addTrpcRoutes(app: FastifyInstance, parts: ApiParts): Promise<void> {
  await app.register(async (scope) => {
    addJsonTextBodies(scope)
    const bodyLimit = parts.limits.documentBytes + ENVELOPE_BYTES
    scope.route<{ Params: { path: string } }>({
      method: ['GET', 'POST'],
      url: '/trpc/:path',
      bodyLimit,
      schema: { hide: true },
      handler: async (req, res) => {
        const createContext = (): ApiContext => ({ ...parts, caller: req.caller, requestId: req.id })
        await fastifyRequestHandler({
          router: appRouter,
          createContext,
          req,
          res,
          path: req.params.path,
          // A question about many nodes is too long for an address.
          allowMethodOverride: true,
        })
      },
    })
  })
}
