/** What the limits procedure answers. Lists hold the first ones; the counts beside them are of all. */
import { z } from 'zod'
import { instantSchema } from '../instant.ts'

const holderSchema = z.object({
  executionId: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  nodeId: z.string(),
  nodeName: z.string(),
  since: instantSchema,
})
export type LimitHolder = z.infer<typeof holderSchema>

const keySchema = z.object({
  key: z.string(),
  limit: z.number(),
  used: z.number(),
  holders: z.array(holderSchema),
  waiting: z.number(),
  /** Next ones first. */
  line: z.array(holderSchema),
})
export type LimitKey = z.infer<typeof keySchema>

const rateSchema = z.object({
  key: z.string(),
  limit: z.number(),
  perMs: z.number(),
  /** Within the period that ends now. */
  starts: z.number(),
  /** Null where a start is allowed now. */
  nextAt: instantSchema.nullable(),
  waiting: z.number(),
  line: z.array(holderSchema),
})
export type LimitRate = z.infer<typeof rateSchema>

const runSchema = z.object({
  executionId: z.string(),
  status: z.enum(['pending', 'running', 'paused']),
  startedBy: z.string().nullable(),
  priority: z.number(),
  /** When it started; when it was created while it waits. */
  since: instantSchema,
})
export type LimitedRun = z.infer<typeof runSchema>

export const onLimitActions = ['queue', 'skip', 'cancel_oldest'] as const

const workflowSchema = z.object({
  workflowId: z.string(),
  name: z.string(),
  limit: z.number(),
  onLimit: z.enum(onLimitActions),
  running: z.number(),
  runs: z.array(runSchema),
  waiting: z.number(),
  line: z.array(runSchema),
})
export type LimitedWorkflow = z.infer<typeof workflowSchema>

export const limitsSchema = z.object({
  keys: z.array(keySchema),
  rates: z.array(rateSchema),
  workflows: z.array(workflowSchema),
})
export type Limits = z.infer<typeof limitsSchema>
