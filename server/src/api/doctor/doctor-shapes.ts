/** What the procedures of the doctor answer. */
import { findingCodes } from '@heddle/core/execution/finding.ts'
import { executionStatuses, nodeStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import { instantSchema } from '../instant.ts'

/** `removal`: rows without their execution were taken out. */
const repairSources = ['events', 'checkpoint', 'start', 'removal'] as const

export const findingSchema = z.object({
  code: z.enum(findingCodes),
  severity: z.enum(['error', 'warning']),
  nodeId: z.string().nullable(),
  message: z.string(),
  evidence: z.record(z.string(), z.unknown()),
})
export type FindingView = z.output<typeof findingSchema>

const caseSchema = z.object({
  executionId: z.string(),
  workflowName: z.string().nullable(),
  findings: z.array(findingSchema),
  repair: z
    .object({
      from: z.enum(repairSources),
      quarantineId: z.string(),
      oldSeq: z.number(),
      newSeq: z.number(),
    })
    .nullable(),
  problem: z.string().nullable(),
})
export type CaseView = z.output<typeof caseSchema>

export const checkupSchema = z.object({
  runId: z.string(),
  status: z.enum(['running', 'done', 'failed']),
  repairs: z.boolean(),
  startedBy: z.string(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  checked: z.number(),
  damaged: z.number(),
  repaired: z.number(),
  /** Executions of which rows are left and which are not there; among the damaged ones. */
  strays: z.number(),
  /** The first 200. */
  cases: z.array(caseSchema),
  error: z.string().nullable(),
})
export type CheckupView = z.output<typeof checkupSchema>

export const quarantineSchema = z.object({
  quarantineId: z.string(),
  executionId: z.string(),
  workflowId: z.string().nullable(),
  workflowName: z.string().nullable(),
  foundAt: instantSchema,
  foundBy: z.string(),
  findings: z.array(findingSchema),
  repair: z.enum(repairSources),
  checkpointSeq: z.number().nullable(),
  oldSeq: z.number(),
  newSeq: z.number(),
  rowCount: z.number(),
  eventCount: z.number(),
})
export type QuarantineView = z.output<typeof quarantineSchema>

export const checkpointSchema = z.object({
  seq: z.number(),
  reason: z.enum(['events', 'pause']),
  createdAt: instantSchema,
  status: z.enum(executionStatuses),
  /** How many nodes had been reached. */
  nodeCount: z.number(),
  sizeBytes: z.number(),
})

const count = z.number()

export const checkpointStateSchema = checkpointSchema.omit({ sizeBytes: true }).extend({
  counts: z.object({ running: count, completed: count, failed: count, skipped: count, cancelled: count }),
  nodes: z.array(
    z.object({
      nodeId: z.string(),
      status: z.enum(nodeStatuses),
      attempt: z.number(),
      queuedAt: instantSchema.nullable(),
      startedAt: instantSchema.nullable(),
      completedAt: instantSchema.nullable(),
      dueAt: instantSchema.nullable(),
    }),
  ),
})
