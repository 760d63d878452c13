/** REST over executions: start, read, control. */
import { executionStatuses } from '@heddle/core/execution/status.ts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ApiParts } from '../context.ts'
import { executionTriggers } from '../executions/execution-shapes.ts'
import { createCallerOf, createWaitingCallerOf } from './caller-of.ts'
import { addChildRoutes } from './child-routes.ts'
import { executeBodySchema, readExecuteBody } from './execute-body.ts'
import { flagQuery, limitQuery, listQuery, waitQuery } from './query.ts'
import { addRetryRoutes } from './retry-routes.ts'
import { describeRoute, idParams } from './route-docs.ts'
import { toWireNode, toWireReport, toWireStarted, toWireSummary } from './to-wire.ts'
import * as shapes from './wire-shapes.ts'

interface ById {
  Params: { id: string }
}

/** An input at its limit comes with a few words around it. */
const ENVELOPE_BYTES = 64 * 1024

const listQuerySchema = z.object({
  workflow_id: z.string().optional(),
  status: listQuery(z.enum(executionStatuses)),
  trigger: listQuery(z.enum(executionTriggers)),
  from: z.string().optional(),
  to: z.string().optional(),
  search: z.string().optional(),
  nested: flagQuery.optional(),
  limit: limitQuery,
  cursor: z.string().optional(),
})
const getQuerySchema = z.object({ wait: waitQuery, node_states: flagQuery.optional() })

export function addExecutionRoutes(app: FastifyInstance, parts: ApiParts): void {
  addStartRoutes(app, parts)
  addRetryRoutes(app, parts)
  addReadRoutes(app, parts)
  addChildRoutes(app, parts)
  addControlRoutes(app, parts)
}

function addStartRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)
  const bodyLimit = parts.limits.inputBytes + ENVELOPE_BYTES

  const execute = { bodyLimit, schema: describeRoute(docs.execute) }
  app.post<ById>('/api/workflows/:id/execute', execute, async (request, reply) => {
    const started = await callerOf(request).executions.start({
      workflowId: request.params.id,
      ...readExecuteBody(request.body),
    })
    reply.status(201).header('location', `/api/executions/${started.executionId}`)
    return toWireStarted(started)
  })
}

function addReadRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)
  const waitingCallerOf = createWaitingCallerOf(parts)

  app.get('/api/executions', { schema: describeRoute(docs.list) }, async (request) => {
    const { workflow_id: workflowId, ...query } = listQuerySchema.parse(request.query)
    const page = await callerOf(request).executions.list({ ...query, workflowId })
    return { items: page.items.map(toWireSummary), next_cursor: page.nextCursor }
  })

  app.get<ById>('/api/executions/:id', { schema: describeRoute(docs.get) }, async (request, reply) => {
    const query = getQuerySchema.parse(request.query)
    const caller = query.wait > 0 ? waitingCallerOf(request, reply) : callerOf(request)
    const report = await caller.executions.getReport({
      executionId: request.params.id,
      waitMs: query.wait,
      nodes: query.node_states === false ? 'none' : 'all',
    })
    return toWireReport(report)
  })

  const node = { schema: describeRoute(docs.node) }
  app.get<{ Params: { id: string; node_id: string } }>(
    '/api/executions/:id/nodes/:node_id',
    node,
    async (request) => {
      const { id: executionId, node_id: nodeId } = request.params
      return toWireNode(await callerOf(request).executions.getNode({ executionId, nodeId }))
    },
  )
}

function addControlRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)
  for (const action of ['cancel', 'pause', 'resume'] as const) {
    const schema = describeRoute({ ...docs.control, summary: summaries[action] })
    app.post<ById>(`/api/executions/:id/${action}`, { schema }, async (request) => {
      const caller = callerOf(request)
      const executionId = request.params.id
      await caller.executions[action]({ executionId })
      return toWireReport(await caller.executions.getReport({ executionId }))
    })
  }
}

const summaries = {
  cancel: 'Cancel an execution and stop what runs',
  pause: 'Start no further nodes; what runs goes on',
  resume: 'Go on after a pause',
}

const docs = {
  execute: {
    summary: 'Start an execution of the published version',
    description:
      'A body with none of the keys `input`, `priority` and `idempotency_key` is taken as the input. With `ignore_cache` nodes run although an earlier result could stand in for them.',
    tag: 'executions',
    params: idParams,
    body: executeBodySchema,
    responses: { 201: shapes.startedSchema },
    errors: [404, 409, 413, 415, 422],
  },
  list: {
    summary: 'List executions, newest first',
    description:
      '`status` and `trigger` take several values, separated by commas. `nested=true` lists executions that run for nodes of others too.',
    tag: 'executions',
    query: listQuerySchema,
    responses: { 200: shapes.pageOf(shapes.executionItemSchema) },
    errors: [],
  },
  get: {
    summary: 'Read an execution, or wait for its end',
    description:
      '`wait` is in seconds, at most 60 unless `HEDDLE_MAX_WAIT_S` says otherwise. `node_states=false` leaves the nodes out.',
    tag: 'executions',
    params: idParams,
    query: getQuerySchema,
    responses: { 200: shapes.executionSchema },
    errors: [404],
  },
  node: {
    summary: 'Read one node with its attempts, input and output',
    tag: 'executions',
    params: idParams.extend({ node_id: z.string() }),
    responses: { 200: shapes.nodeSchema },
    errors: [404],
  },
  control: {
    tag: 'executions',
    params: idParams,
    responses: { 200: shapes.executionSchema },
    errors: [404, 409],
  },
}
