/** REST over limits across executions: who holds what, and who waits. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ApiParts } from '../context.ts'
import { type LimitedRun, type LimitHolder, type Limits, onLimitActions } from '../limits/limit-shapes.ts'
import { createCallerOf } from './caller-of.ts'
import { describeRoute } from './route-docs.ts'

const querySchema = z.object({ search: z.string().optional() })

export function addLimitRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)
  app.get('/api/limits', { schema: describeRoute(docs) }, async (request) => {
    return toWireLimits(await callerOf(request).limits.list(querySchema.parse(request.query)))
  })
}

function toWireLimits({ keys, rates, workflows }: Limits) {
  return {
    keys: keys.map(({ holders, line, ...key }) => ({
      ...key,
      holders: holders.map(toWireHolder),
      line: line.map(toWireHolder),
    })),
    rates: rates.map(({ perMs, nextAt, line, ...rate }) => ({
      ...rate,
      per_ms: perMs,
      next_at: nextAt,
      line: line.map(toWireHolder),
    })),
    workflows: workflows.map(({ workflowId, onLimit, runs, line, ...workflow }) => ({
      workflow_id: workflowId,
      ...workflow,
      on_limit: onLimit,
      runs: runs.map(toWireRun),
      line: line.map(toWireRun),
    })),
  }
}

function toWireHolder(holder: LimitHolder) {
  return {
    execution_id: holder.executionId,
    workflow_id: holder.workflowId,
    workflow_name: holder.workflowName,
    node_id: holder.nodeId,
    node_name: holder.nodeName,
    since: holder.since,
  }
}

function toWireRun(run: LimitedRun) {
  return {
    execution_id: run.executionId,
    status: run.status,
    started_by: run.startedBy,
    priority: run.priority,
    since: run.since,
  }
}

const time = z.iso.datetime()
const count = z.int().min(0)

const holderWireSchema = z.object({
  execution_id: z.uuid(),
  workflow_id: z.uuid(),
  workflow_name: z.string(),
  node_id: z.string(),
  node_name: z.string(),
  since: time,
})

const runWireSchema = z.object({
  execution_id: z.uuid(),
  status: z.enum(['pending', 'running', 'paused']),
  started_by: z.string().nullable(),
  priority: z.int(),
  since: time,
})

const limitsWireSchema = z.object({
  keys: z.array(
    z.object({
      key: z.string(),
      limit: count,
      used: count,
      holders: z.array(holderWireSchema),
      waiting: count,
      line: z.array(holderWireSchema),
    }),
  ),
  rates: z.array(
    z.object({
      key: z.string(),
      limit: count,
      per_ms: z.number(),
      starts: count,
      next_at: time.nullable(),
      waiting: count,
      line: z.array(holderWireSchema),
    }),
  ),
  workflows: z.array(
    z.object({
      workflow_id: z.uuid(),
      name: z.string(),
      limit: count,
      on_limit: z.enum(onLimitActions),
      running: count,
      runs: z.array(runWireSchema),
      waiting: count,
      line: z.array(runWireSchema),
    }),
  ),
})

const docs = {
  summary: 'List the limits across executions, who holds what of them and who waits',
  description:
    'Slots of concurrency keys, starts within the period of rates, and workflows that limit how many of their executions run at once. Lists name the first 20, the counts are of all. `search` looks in keys and names of workflows.',
  tag: 'limits',
  query: querySchema,
  responses: { 200: limitsWireSchema },
  errors: [],
}
