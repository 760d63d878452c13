/** What the workflow procedures answer. Documents are passed on as they are stored, so nothing checks them twice. */
import type { Problem } from '@heddle/core/definition/problem.ts'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { executionStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import { instantSchema } from '../instant.ts'

export const workflowIdInput = z.object({ workflowId: z.string().max(64) })
const storedDocument = z.custom<WorkflowDocument>()
export const problemsSchema = z.custom<readonly Problem[]>()

/** A picture of the graph: places from 0 to 1, edges as pairs of places. Empty for a workflow without nodes. */
const thumbnailSchema = z.object({
  nodes: z.array(z.object({ x: z.number(), y: z.number() })),
  edges: z.array(z.tuple([z.number(), z.number()])),
})

const status = z.enum(executionStatuses)

export const workflowSummarySchema = z.object({
  workflowId: z.string(),
  name: z.string(),
  description: z.string(),
  publishedVersion: z.number().nullable(),
  /** Nodes, edges and settings in which the draft differs from the published version. */
  draftChanges: z.number(),
  nodeCount: z.number(),
  thumbnail: thumbnailSchema,
  lastRun: z
    .object({
      executionId: z.string(),
      status,
      progressPercent: z.number(),
      startedAt: instantSchema.nullable(),
      completedAt: instantSchema.nullable(),
    })
    .nullable(),
  /** Oldest first. */
  recentRuns: z.array(z.object({ executionId: z.string(), status, durationMs: z.number().nullable() })),
  /** Of the finished runs among the recent ones; null before the first. */
  successRate: z.number().nullable(),
  p50Ms: z.number().nullable(),
  updatedAt: instantSchema,
  updatedBy: z.string().nullable(),
})
export type WorkflowSummary = z.infer<typeof workflowSummarySchema>

export const workflowDetailSchema = z.object({
  workflowId: z.string(),
  name: z.string(),
  draft: storedDocument,
  draftRevision: z.number(),
  publishedVersion: z.number().nullable(),
  published: storedDocument.nullable(),
  draftChanges: z.number(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  updatedBy: z.string().nullable(),
  deletedAt: instantSchema.nullable(),
})

export const workflowVersionSchema = z.object({
  workflowId: z.string(),
  version: z.number(),
  name: z.string(),
  document: storedDocument,
  createdAt: instantSchema,
  createdBy: z.string().nullable(),
})

export const versionSummarySchema = z.object({
  version: z.number(),
  createdAt: instantSchema,
  createdBy: z.string().nullable(),
  note: z.string(),
  nodeCount: z.number(),
})

export const exampleSchema = z.object({
  exampleId: z.string(),
  name: z.string(),
  description: z.string(),
  nodeCount: z.number(),
  typicalMs: z.number().nullable(),
  thumbnail: thumbnailSchema,
})
