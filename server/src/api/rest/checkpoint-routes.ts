/** REST over checkpoints: where an execution stood at earlier moments. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ApiParts } from '../context.ts'
import { createCallerOf } from './caller-of.ts'
import { limitQuery } from './query.ts'
import { describeRoute, idParams } from './route-docs.ts'

const listQuerySchema = z.object({ limit: limitQuery })
const seqParams = idParams.extend({ seq: z.coerce.number().int().min(1) })

export function addCheckpointRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)

  app.get<{ Params: { id: string } }>(
    '/api/executions/:id/checkpoints',
    { schema: describeRoute(docs.list) },
    async (request) => {
      const { limit } = listQuerySchema.parse(request.query)
      const executionId = request.params.id
      const { items } = await callerOf(request).executions.listCheckpoints({ executionId, limit })
      return { items: items.map((item) => ({ ...toWireHead(item), size_bytes: item.sizeBytes })) }
    },
  )

  app.get<{ Params: { id: string; seq: string } }>(
    '/api/executions/:id/checkpoints/:seq',
    { schema: describeRoute(docs.get) },
    async (request) => {
      const { seq } = seqParams.pick({ seq: true }).parse(request.params)
      const found = await callerOf(request).executions.getCheckpoint({ executionId: request.params.id, seq })
      const nodes = found.nodes.map((node) => ({
        node_id: node.nodeId,
        status: node.status,
        attempt: node.attempt,
        queued_at: node.queuedAt,
        started_at: node.startedAt,
        completed_at: node.completedAt,
        due_at: node.dueAt,
      }))
      return { ...toWireHead(found), counts: found.counts, node_states: nodes }
    },
  )
}

function toWireHead(head: {
  seq: number
  reason: string
  createdAt: string
  status: string
  nodeCount: number
}) {
  const { seq, reason, status } = head
  return { seq, reason, status, created_at: head.createdAt, node_count: head.nodeCount }
}

const time = z.iso.datetime()
const count = z.int().min(0)
const headSchema = z.object({
  seq: count,
  reason: z.enum(['events', 'pause']),
  created_at: time,
  status: z.string(),
  node_count: count,
})
const stateSchema = headSchema.extend({
  counts: z.record(z.string(), count),
  node_states: z.array(
    z.object({
      node_id: z.string(),
      status: z.string(),
      attempt: count,
      queued_at: time.nullable(),
      started_at: time.nullable(),
      completed_at: time.nullable(),
      due_at: time.nullable(),
    }),
  ),
})

const docs = {
  list: {
    summary: 'List checkpoints of an execution',
    description:
      'Made at each pause, and every 1,000 events at first, then each time the history has grown by a quarter; ' +
      'kept for 72 hours. The newest first.',
    tag: 'executions',
    params: idParams,
    query: listQuerySchema,
    responses: { 200: z.object({ items: z.array(headSchema.extend({ size_bytes: count })) }) },
    errors: [404],
  },
  get: {
    summary: 'Read the state of an execution at a checkpoint',
    tag: 'executions',
    params: seqParams,
    responses: { 200: stateSchema },
    errors: [404],
  },
}
