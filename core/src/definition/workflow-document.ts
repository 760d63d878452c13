/**
 * The workflow document: one format for file, code view, REST and database.
 * Unknown keys are kept and written back, so every object here is loose.
 */
import { z } from 'zod'
import { triggerRules } from '../execution/trigger-rule.ts'

export const nodeIdPattern = /^[A-Za-z0-9_.:-]{1,128}$/
export const maxNodes = 100_000

const nodeId = z.string().regex(nodeIdPattern)
const priority = z.int().min(-100).max(100)
const seconds = z.number().positive().max(31_536_000)

/** How a failed attempt is tried again; delays are milliseconds. */
export const retryPolicySchema = z.looseObject({
  maxAttempts: z.int().min(1).max(1000).optional(),
  delayMs: z.number().min(0).max(86_400_000).optional(),
  backoff: z.enum(['fixed', 'linear', 'exponential']).optional(),
  factor: z.number().min(1).max(100).optional(),
  maxDelayMs: z.number().min(0).max(86_400_000).optional(),
  jitter: z.boolean().optional(),
})

const positionSchema = z.looseObject({ x: z.number(), y: z.number() })

export const nodeSchema = z.looseObject({
  name: z.string().max(200).optional(),
  type: z.string().min(1).max(128),
  params: z.record(z.string(), z.unknown()).optional(),
  retry: retryPolicySchema.optional(),
  timeoutSeconds: seconds.optional(),
  triggerRule: z.enum(triggerRules).optional(),
  priority: priority.optional(),
  workerGroup: z.string().min(1).max(64).optional(),
  position: positionSchema.optional(),
  notes: z.string().max(20_000).optional(),
})

export const edgeSchema = z.looseObject({
  source: nodeId,
  target: nodeId,
  port: z.string().min(1).max(64).optional(),
  when: z.string().max(10_000).optional(),
})

export const settingsSchema = z.looseObject({
  maxParallel: z.int().min(1).max(100_000).optional(),
  timeoutSeconds: seconds.optional(),
  priority: priority.optional(),
  onFailure: z.enum(['finish', 'stop']).optional(),
})

export const workflowDocumentSchema = z.looseObject({
  name: z.string().min(1).max(200),
  description: z.string().max(20_000).optional(),
  inputSchema: z.record(z.string(), z.unknown()).optional(),
  settings: settingsSchema.optional(),
  nodes: z.record(z.string(), nodeSchema),
  edges: z.array(edgeSchema).optional(),
  annotations: z.array(z.looseObject({})).optional(),
  groups: z.array(z.looseObject({})).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
})

export type RetryPolicy = z.infer<typeof retryPolicySchema>
export type NodeDefinition = z.infer<typeof nodeSchema>
export type EdgeDefinition = z.infer<typeof edgeSchema>
export type WorkflowSettings = z.infer<typeof settingsSchema>
export type WorkflowDocument = z.infer<typeof workflowDocumentSchema>

/** The port that an edge leaves when the document does not say. */
export const defaultPort = 'success'
export const failurePort = 'failure'
