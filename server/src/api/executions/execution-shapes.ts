/** What the execution procedures answer. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { type ExecutionEvent, type NodeError, waitReasons } from '@heddle/core/execution/event.ts'
import { executionStatuses, nodeStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import { instantSchema } from '../instant.ts'

export const executionIdInput = z.object({ executionId: z.string().max(64) })
export const executionIdsInput = z.object({ executionIds: z.array(z.string().max(64)).min(1).max(500) })

export const executionTriggers = ['manual', 'api', 'retry', 'example', 'parent'] as const
export const nodeErrorSchema = z.custom<NodeError>()
const executionStatus = z.enum(executionStatuses)

export const executionSummarySchema = z.object({
  executionId: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  version: z.number(),
  status: executionStatus,
  trigger: z.enum(executionTriggers),
  startedBy: z.string().nullable(),
  retryOf: z.string().nullable(),
  /** The node of another execution that it runs for. */
  parent: z.object({ executionId: z.string(), nodeId: z.string(), itemIndex: z.number() }).nullable(),
  /** The execution at the top of the tree; null where that is this one. */
  rootExecutionId: z.string().nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  completedAt: instantSchema.nullable(),
  /** Null until it is final. */
  durationMs: z.number().nullable(),
  totalNodes: z.number(),
  completedNodes: z.number(),
  failedNodes: z.number(),
  skippedNodes: z.number(),
  progressPercent: z.number(),
  /** Median of the last runs of the same workflow that completed. */
  p50Ms: z.number().nullable(),
  error: nodeErrorSchema.nullable(),
})
export type ExecutionSummary = z.infer<typeof executionSummarySchema>

/** Executions that retry another one, oldest first. */
const retriesSchema = z.array(z.object({ executionId: z.string(), status: executionStatus }))

const usualMsSchema = z.object({ p50: z.number(), p95: z.number() })

export const executionDetailSchema = executionSummarySchema.extend({
  input: z.unknown(),
  /** The element of the list that a map runs it for; null elsewhere. */
  item: z.unknown(),
  /** Output of the last node; by node id where several nodes have no successor. Null until it completed. */
  output: z.unknown(),
  lastSeq: z.number(),
  priority: z.number(),
  document: z.custom<WorkflowDocument>(),
  retries: retriesSchema,
  usualMs: usualMsSchema.nullable(),
})

export const nodeStateSchema = z.object({
  nodeId: z.string(),
  status: z.enum(nodeStatuses),
  attempt: z.number(),
  queuedAt: instantSchema.nullable(),
  startedAt: instantSchema.nullable(),
  completedAt: instantSchema.nullable(),
  durationMs: z.number().nullable(),
  error: nodeErrorSchema.nullable(),
})
export type NodeStateView = z.infer<typeof nodeStateSchema>

/** An execution as REST tells of it: with its nodes where they are asked for, without the document. */
export const executionReportSchema = executionSummarySchema.extend({
  input: z.unknown(),
  output: z.unknown(),
  lastSeq: z.number(),
  priority: z.number(),
  retries: retriesSchema,
  nodeStates: z.custom<readonly NodeStateView[]>().nullable(),
})
export type ExecutionReport = z.infer<typeof executionReportSchema>

/** A value that a node gave: itself, or where to read it when it is large. */
export const valueViewSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('inline'), value: z.unknown() }),
  z.object({ kind: z.literal('stored'), sizeBytes: z.number(), sha256: z.string(), href: z.string() }),
])
export type ValueView = z.infer<typeof valueViewSchema>

export const attemptViewSchema = z.object({
  attempt: z.number(),
  status: z.enum(['running', 'waiting', 'waited', 'completed', 'failed', 'lost', 'cancelled']),
  workerId: z.string(),
  startedAt: instantSchema,
  completedAt: instantSchema.nullable(),
  durationMs: z.number().nullable(),
  error: nodeErrorSchema.nullable(),
  input: z.unknown(),
})

const itemCountsSchema = z.object({
  total: z.number(),
  completed: z.number(),
  failed: z.number(),
  running: z.number(),
})

export const executionNodeSchema = z.object({
  nodeId: z.string(),
  status: z.enum(nodeStatuses),
  attempt: z.number(),
  input: z.unknown(),
  output: valueViewSchema.nullable(),
  error: nodeErrorSchema.nullable(),
  quality: z.number().nullable(),
  keptFrom: z.object({ executionId: z.string(), attempt: z.number() }).nullable(),
  /** The attempt whose result stands in for running the node. */
  cachedFrom: z.object({ executionId: z.string(), nodeId: z.string(), attempt: z.number() }).nullable(),
  waitingFor: z.enum(waitReasons).nullable(),
  items: itemCountsSchema.nullable(),
  /** When a pause or a wait is over, or until when a queued node has to start. */
  dueAt: instantSchema.nullable(),
  attempts: z.array(attemptViewSchema),
  queuedAt: instantSchema.nullable(),
  startedAt: instantSchema.nullable(),
  completedAt: instantSchema.nullable(),
  durationMs: z.number().nullable(),
  usualMs: usualMsSchema.nullable(),
  /** Where the log of the node is read on from. */
  logCursor: z.string().nullable(),
})

export const eventsPageSchema = z.object({
  items: z.custom<readonly ExecutionEvent[]>(),
  nextAfter: z.number(),
})

export const logLineSchema = z.object({
  cursor: z.string(),
  nodeId: z.string(),
  attempt: z.number(),
  timestamp: instantSchema,
  stream: z.enum(['stdout', 'stderr', 'system']),
  line: z.string(),
})
export type LogLine = z.infer<typeof logLineSchema>

export const retryFromSchema = z.union(
  [z.literal('failed'), z.literal('start'), z.array(z.string().max(128)).min(1).max(100_000)],
  { error: 'must be failed, start or a list of node ids' },
)

/** Absent are the input and the version of the former execution. */
export const retryInput = executionIdInput.extend({
  from: retryFromSchema,
  input: z.unknown().optional(),
  version: z.int().min(1).optional(),
})

export const manyDoneSchema = z.object({
  done: z.number(),
  refused: z.array(z.object({ executionId: z.string(), message: z.string() })),
})
