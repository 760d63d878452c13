/** What the panels are asked and what they answer. Every figure comes from SQL over the executions of the period. */
import { executionStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import { executionTriggers } from '../executions/execution-shapes.ts'
import { givenInstantSchema, instantSchema } from '../instant.ts'

const intervals = ['minute', 'hour', 'day', 'week'] as const

const scope = {
  from: givenInstantSchema,
  to: givenInstantSchema,
  workflowId: z.uuid().optional(),
  trigger: z.enum(executionTriggers).optional(),
}

export const scopeInput = z.object(scope)
export const seriesInput = z.object({ ...scope, interval: z.enum(intervals) })
export const rankingInput = z.object({ ...scope, limit: z.int().min(1).max(100).default(10) })

const figures = {
  executions: z.object({
    total: z.number(),
    byStatus: z.record(z.enum(executionStatuses), z.number()),
  }),
  /** Completed of all that completed or failed. */
  successRate: z.number().nullable(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  queueWaitP95Ms: z.number().nullable(),
  /** Share of the executions that are retries of an earlier one. */
  retriedShare: z.number().nullable(),
}
const figuresSchema = z.object(figures)

export const overviewSchema = z.object({ ...figures, previous: figuresSchema })

export const statusSeriesSchema = z.array(
  z.object({
    bucket: instantSchema,
    completed: z.number(),
    failed: z.number(),
    cancelled: z.number(),
    live: z.number(),
  }),
)

export const durationSeriesSchema = z.array(
  z.object({
    bucket: instantSchema,
    p50Ms: z.number().nullable(),
    p95Ms: z.number().nullable(),
    meanMs: z.number().nullable(),
    count: z.number(),
  }),
)

export const rateSeriesSchema = z.array(
  z.object({ bucket: instantSchema, rate: z.number().nullable(), count: z.number() }),
)

export const throughputSeriesSchema = z.array(
  z.object({ bucket: instantSchema, executions: z.number(), nodes: z.number() }),
)

const rankedNode = {
  workflowId: z.string(),
  workflowName: z.string(),
  nodeId: z.string(),
  nodeName: z.string(),
}

export const failingNodesSchema = z.array(
  z.object({ ...rankedNode, attempts: z.number(), failed: z.number(), rate: z.number() }),
)

export const slowestNodesSchema = z.array(
  z.object({
    ...rankedNode,
    count: z.number(),
    p50Ms: z.number(),
    p95Ms: z.number(),
    /** Share of the node in the run time of all nodes of its workflow. */
    shareOfRun: z.number(),
  }),
)
