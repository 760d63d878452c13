/** REST over workers: who runs nodes, what waits for them, and the order to drain. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ApiParts } from '../context.ts'
import { type Fleet, type WorkerView, workerStatuses } from '../workers/worker-shapes.ts'
import { createCallerOf } from './caller-of.ts'
import { describeRoute } from './route-docs.ts'

export function addWorkerRoutes(app: FastifyInstance, parts: ApiParts): void {
  const callerOf = createCallerOf(parts)

  app.get('/api/workers', { schema: describeRoute(docs.list) }, async (request) => {
    return toWireFleet(await callerOf(request).workers.list())
  })

  for (const action of ['drain', 'undrain'] as const) {
    const schema = describeRoute({ ...docs.order, summary: summaries[action] })
    app.post<{ Params: { id: string } }>(`/api/workers/:id/${action}`, { schema }, async (request) => {
      return toWireWorker(await callerOf(request).workers[action]({ workerId: request.params.id }))
    })
  }
}

function toWireFleet({ items, queue }: Fleet) {
  return {
    items: items.map(toWireWorker),
    queue: queue && { tasks: queue.tasks, oldest_ms: queue.oldestMs, groups: queue.groups },
  }
}

function toWireWorker(worker: WorkerView) {
  return {
    worker_id: worker.workerId,
    status: worker.status,
    hostname: worker.hostname,
    pid: worker.pid,
    version: worker.version,
    groups: worker.groups,
    capacity: worker.capacity,
    used: worker.used,
    cpu_percent: worker.cpuPercent,
    memory_bytes: worker.memoryBytes,
    started_at: worker.startedAt,
    last_seen_at: worker.lastSeenAt,
    stopped_at: worker.stoppedAt,
    draining: worker.draining,
    attempts: worker.attempts.map((attempt) => ({
      execution_id: attempt.executionId,
      workflow_id: attempt.workflowId,
      workflow_name: attempt.workflowName,
      node_id: attempt.nodeId,
      node_name: attempt.nodeName,
      attempt: attempt.attempt,
      started_at: attempt.startedAt,
    })),
    losses: worker.losses && {
      attempts: worker.losses.attempts,
      taken_over: worker.losses.takenOver,
      taken_over_by: worker.losses.takenOverBy,
      waiting: worker.losses.waiting,
    },
  }
}

const time = z.iso.datetime()
const count = z.int().min(0)

const workerWireSchema = z.object({
  worker_id: z.string(),
  status: z.enum(workerStatuses),
  hostname: z.string(),
  pid: z.int(),
  version: z.string(),
  groups: z.array(z.string()),
  capacity: count,
  used: count,
  cpu_percent: z.number().nullable(),
  memory_bytes: z.number().nullable(),
  started_at: time,
  last_seen_at: time,
  stopped_at: time.nullable(),
  draining: z.object({ since: time, by: z.string().nullable() }).nullable(),
  attempts: z.array(
    z.object({
      execution_id: z.uuid(),
      workflow_id: z.uuid(),
      workflow_name: z.string(),
      node_id: z.string(),
      node_name: z.string(),
      attempt: count,
      started_at: time,
    }),
  ),
  losses: z
    .object({ attempts: count, taken_over: count, taken_over_by: z.array(z.string()), waiting: count })
    .nullable(),
})

const fleetWireSchema = z.object({
  items: z.array(workerWireSchema),
  queue: z
    .object({
      tasks: count,
      oldest_ms: z.number().nullable(),
      groups: z.array(z.object({ group: z.string(), tasks: count })),
    })
    .nullable(),
})

const summaries = {
  drain: 'Let a worker finish what it runs and take nothing new',
  undrain: 'Let a drained worker take work again',
}

const docs = {
  list: {
    summary: 'List live workers, those that went within a day, and what waits for them',
    description:
      '`attempts` holds the longest running ones of this workspace, `used` counts those of all. `queue` is null while the queue does not answer.',
    tag: 'workers',
    responses: { 200: fleetWireSchema },
    errors: [],
  },
  order: {
    tag: 'workers',
    params: z.object({ id: z.string() }),
    responses: { 200: workerWireSchema },
    errors: [404, 409],
  },
}
