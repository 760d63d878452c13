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

/** At most `limit` starts in each `perSeconds`, for each value of the key. */
export const rateLimitSchema = z.looseObject({
  limit: z.int().min(1).max(1_000_000),
  perSeconds: z.number().positive().max(2_592_000),
  key: z.string().max(1000).optional(),
})

/** Results that may be used again where nothing that went in has changed. */
export const cacheSchema = z.looseObject({
  lifetimeSeconds: seconds.optional(),
  /** Expressions whose values count as what went in; without them everything that the node can see counts. */
  inputs: z.array(z.string().max(10_000)).max(100).optional(),
})

export const nodeSchema = z.looseObject({
  name: z.string().max(200).optional(),
  type: z.string().min(1).max(128),
  params: z.record(z.string(), z.unknown()).optional(),
  retry: retryPolicySchema.optional(),
  timeoutSeconds: seconds.optional(),
  triggerRule: z.enum(triggerRules).optional(),
  priority: priority.optional(),
  workerGroup: z.string().min(1).max(64).optional(),
  /** Nodes with the same key, over all executions, run at most `concurrencyLimit` at once. */
  concurrencyKey: z.string().min(1).max(1000).optional(),
  concurrencyLimit: z.int().min(1).max(100_000).optional(),
  rateLimit: rateLimitSchema.optional(),
  cache: cacheSchema.optional(),
  /** A queued node that no worker started by then fails. */
  startWithinSeconds: seconds.optional(),
  /** The output with which the node completes when it failed for good. */
  fallback: z.unknown().optional(),
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
  maxConcurrentExecutions: z.int().min(1).max(100_000).optional(),
  /** What becomes of an execution beyond that number, or of the oldest one. */
  onLimit: z.enum(['queue', 'skip', 'cancel_oldest']).optional(),
  /** An execution that waits for its turn longer than this fails. */
  startWithinSeconds: seconds.optional(),
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

export type RateLimit = z.infer<typeof rateLimitSchema>
export type CachePolicy = z.infer<typeof cacheSchema>
export type RetryPolicy = z.infer<typeof retryPolicySchema>
export type NodeDefinition = z.infer<typeof nodeSchema>
export type EdgeDefinition = z.infer<typeof edgeSchema>
export type WorkflowSettings = z.infer<typeof settingsSchema>
export type WorkflowDocument = z.infer<typeof workflowDocumentSchema>

/** The port that an edge leaves when the document does not say. */
export const defaultPort = 'success'
export const failurePort = 'failure'
