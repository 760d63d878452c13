/** What the worker procedures answer. */
import { z } from 'zod'
import { instantSchema } from '../instant.ts'

export const workerIdInput = z.object({ workerId: z.string().max(64) })

/**
 * live: heard of as it should be. late: a renewal is overdue. draining: finishes what it runs and takes nothing
 * new. lost: silent for so long that its attempts are given to others. stopped: said goodbye.
 */
export const workerStatuses = ['live', 'late', 'draining', 'lost', 'stopped'] as const
export type WorkerStatus = (typeof workerStatuses)[number]

export const workerAttemptSchema = z.object({
  executionId: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  nodeId: z.string(),
  nodeName: z.string(),
  attempt: z.number(),
  startedAt: instantSchema,
})
export type WorkerAttempt = z.infer<typeof workerAttemptSchema>

export const workerSchema = z.object({
  workerId: z.string(),
  status: z.enum(workerStatuses),
  hostname: z.string(),
  pid: z.number(),
  version: z.string(),
  /** `*` stands for all groups. */
  groups: z.array(z.string()),
  capacity: z.number(),
  /** Attempts that run on it now, in all workspaces. */
  used: z.number(),
  /** Of one processor, taken by the worker's own process. */
  cpuPercent: z.number().nullable(),
  /** Of the worker's own process. */
  memoryBytes: z.number().nullable(),
  startedAt: instantSchema,
  lastSeenAt: instantSchema,
  silentMs: z.number(),
  stoppedAt: instantSchema.nullable(),
  /** Since when and by whom it is asked to drain, whatever its status. */
  draining: z.object({ since: instantSchema, by: z.string().nullable() }).nullable(),
  /** The longest running ones of the caller's workspace; `used` counts them all. */
  attempts: z.array(workerAttemptSchema),
  /** Attempts that vanished with it, and what became of their nodes. */
  losses: z
    .object({
      attempts: z.number(),
      takenOver: z.number(),
      takenOverBy: z.array(z.string()),
      waiting: z.number(),
    })
    .nullable(),
})
export type WorkerView = z.infer<typeof workerSchema>

const queueDepthSchema = z.object({
  tasks: z.number(),
  oldestMs: z.number().nullable(),
  groups: z.array(z.object({ group: z.string(), tasks: z.number() })),
})

export const fleetSchema = z.object({
  items: z.array(workerSchema),
  /** Null while the queue does not answer. */
  queue: queueDepthSchema.nullable(),
})
export type Fleet = z.infer<typeof fleetSchema>
