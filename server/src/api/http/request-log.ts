/** One line a request, told apart by how it ended; every answer carries the id that the line has. */
import type { FastifyInstance } from 'fastify'
import type { Logger } from '../../ops/logger.ts'

export function addRequestLog(app: FastifyInstance, logger: Logger): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const level = reply.statusCode >= 500 ? 'warn' : 'debug'
    if (!logger.isLevelEnabled(level)) return
    logger[level]({
      event: 'http_request',
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? request.url.split('?')[0],
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      caller: request.caller?.user?.id ?? request.caller?.kind ?? null,
    })
  })
}
