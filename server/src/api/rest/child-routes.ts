/** REST over the items of maps and sub-workflows. */
import { executionStatuses } from '@heddle/core/execution/status.ts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ApiParts } from '../context.ts'
import type { ChildItem } from '../executions/list-children.ts'
import { createCallerOf } from './caller-of.ts'
import { limitQuery, listQuery } from './query.ts'
import { describeRoute, idParams } from './route-docs.ts'
import { toWireNodeError } from './to-wire.ts'
import { childrenSchema } from './wire-shapes.ts'

const querySchema = z.object({
  node_id: z.string().optional(),
  status: listQuery(z.enum(executionStatuses)),
  limit: limitQuery,
  cursor: z.string().optional(),
})

export function addChildRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)
  app.get<{ Params: { id: string } }>(
    '/api/executions/:id/children',
    { schema: describeRoute(docs) },
    async (request) => {
      const { node_id: nodeId, ...query } = querySchema.parse(request.query)
      const executionId = request.params.id
      const page = await callerOf(request).executions.listChildren({ executionId, nodeId, ...query })
      return { items: page.items.map(toWireItem), next_cursor: page.nextCursor, counts: page.counts }
    },
  )
}

function toWireItem(item: ChildItem) {
  return {
    node_id: item.nodeId,
    item_index: item.itemIndex,
    execution_id: item.executionId,
    status: item.status,
    started_at: item.startedAt,
    completed_at: item.completedAt,
    duration_ms: item.durationMs,
    error: toWireNodeError(item.error),
    label: item.label,
    kept: item.kept,
  }
}

const docs = {
  summary: 'List the items of the maps and sub-workflows of an execution',
  description:
    'In the order of nodes and items; each names the execution that runs it. `counts` is over all items, whatever `status` selects.',
  tag: 'executions',
  params: idParams,
  query: querySchema,
  responses: { 200: childrenSchema },
  errors: [404],
}
