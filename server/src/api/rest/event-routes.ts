/** REST over what happened: events, live or as pages, and log lines. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ApiParts } from '../context.ts'
import { createCallerOf } from './caller-of.ts'
import { limitQuery } from './query.ts'
import { describeRoute, idParams } from './route-docs.ts'
import { sendEventStream } from './send-event-stream.ts'
import { toWireEvent, toWireLogLine } from './to-wire.ts'
import * as shapes from './wire-shapes.ts'

interface ById {
  Params: { id: string }
}

const sequence = z.coerce.number().int().min(0)
const eventsQuerySchema = z.object({ after: sequence.default(0), limit: limitQuery })
const logsQuerySchema = z.object({
  node_id: z.string().optional(),
  attempt: z.coerce.number().pipe(z.int32().min(1)).optional(),
  after: z
    .string()
    .regex(/^\d{1,18}\.\d{1,9}$/, 'is not a cursor of this list')
    .optional(),
  limit: limitQuery,
})

export function addEventRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)

  app.get<ById>(
    '/api/executions/:id/events',
    { schema: describeRoute(docs.events) },
    async (request, reply) => {
      const { after, limit } = eventsQuerySchema.parse(request.query)
      const executionId = request.params.id
      if (wantsStream(request)) return streamEvents(parts, request, reply)
      const page = await callerOf(request).executions.listEvents({ executionId, after, limit })
      return { items: page.items.map((event) => toWireEvent(executionId, event)), next_after: page.nextAfter }
    },
  )

  app.get<ById>('/api/executions/:id/logs', { schema: describeRoute(docs.logs) }, async (request) => {
    const { node_id: nodeId, ...query } = logsQuerySchema.parse(request.query)
    const executionId = request.params.id
    const page = await callerOf(request).executions.listLogs({ executionId, nodeId, ...query })
    return { items: page.items.map(toWireLogLine), next_after: page.nextAfter }
  })

  async function streamEvents(
    of: ApiParts,
    request: FastifyRequest<ById>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { after } = eventsQuerySchema.parse(request.query)
    // Checks that the caller may read it, before anything is sent.
    const { lastSeq, status } = await callerOf(request).executions.getReport({
      executionId: request.params.id,
      nodes: 'none',
    })
    const lastEventId = sequence.safeParse(request.headers['last-event-id']).data ?? null
    return sendEventStream(of, reply, {
      executionId: request.params.id,
      after: lastEventId ?? after,
      isResumed: lastEventId !== null,
      progress: { lastSeq, status },
    })
  }
}

function wantsStream(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/event-stream')
}

const docs = {
  events: {
    summary: 'Read what happened, in order',
    description:
      'With `Accept: text/event-stream` the same events come live, each with its `seq` as the id; `Last-Event-ID` goes on behind one, and 204 says that nothing follows it.',
    tag: 'executions',
    params: idParams,
    query: eventsQuerySchema,
    headers: z.object({ 'last-event-id': z.string().optional() }),
    responses: {
      200: { 'application/json': shapes.eventsSchema, 'text/event-stream': z.string() },
      204: z.null(),
    },
    errors: [404],
  },
  logs: {
    summary: 'Read log lines in the order they were written',
    tag: 'executions',
    params: idParams,
    query: logsQuerySchema,
    responses: { 200: shapes.logsSchema },
    errors: [404],
  },
}
