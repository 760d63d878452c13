/** What REST answers, for the reference at `/docs`. The mapping in `to-wire.ts` is what is sent. */
import { waitReasons } from '@heddle/core/execution/event.ts'
import { executionStatuses, nodeStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'

const time = z.iso.datetime()
const timeOrNull = time.nullable()
const id = z.uuid()
const status = z.enum(executionStatuses)
const count = z.int().min(0)

/** The whole schema is served at `/api/schema/workflow.json`; repeating it in each route would drown the rest. */
export const documentSchema = z.looseObject({
  name: z.string(),
  nodes: z.record(z.string(), z.looseObject({ type: z.string() })),
  edges: z.array(z.looseObject({ source: z.string(), target: z.string() })).optional(),
})

const nodeError = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
  details: z.looseObject({}),
})

export function pageOf(item: z.ZodType) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() })
}

/** Of a document with all of these, of an input or a request with the place and the message alone. */
const problemSchema = z.object({
  severity: z.enum(['error', 'warning']).optional(),
  path: z.string(),
  node_id: z.string().nullable().optional(),
  edge_index: count.nullable().optional(),
  code: z.string().optional(),
  message: z.string(),
  mend: z.string().optional(),
})

export const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    kind: z.string(),
    message: z.string(),
    problems: z.array(problemSchema).optional(),
    details: z.looseObject({}),
    request_id: z.string(),
  }),
})

export const publishedSchema = z.object({
  workflow_id: id,
  name: z.string(),
  version: z.int(),
  created_at: time,
})

export const workflowItemSchema = z.object({
  workflow_id: id,
  name: z.string(),
  description: z.string(),
  version: z.int().nullable(),
  node_count: count,
  draft_changes: count,
  last_run: z
    .object({ execution_id: id, status, started_at: timeOrNull, completed_at: timeOrNull })
    .nullable(),
  success_rate: z.number().nullable(),
  p50_ms: z.number().nullable(),
  updated_at: time,
  updated_by: z.string().nullable(),
})

export const workflowSchema = z.looseObject({
  workflow_id: id,
  name: z.string(),
  version: z.int().nullable(),
  document: documentSchema,
  created_at: time,
})

export const startedSchema = z.object({ execution_id: id, workflow_id: id, status, started_at: timeOrNull })
export const retriedSchema = startedSchema.extend({ retry_of: id })

export const executionItemSchema = z.object({
  execution_id: id,
  workflow_id: id,
  workflow_name: z.string(),
  version: z.int(),
  status,
  trigger: z.string(),
  started_by: z.string().nullable(),
  retry_of: id.nullable(),
  parent: z.object({ execution_id: id, node_id: z.string(), item_index: count }).nullable(),
  progress_percent: z.number(),
  completed_nodes: count,
  failed_nodes: count,
  skipped_nodes: count,
  total_nodes: count,
  error: nodeError.nullable(),
  created_at: time,
  started_at: timeOrNull,
  completed_at: timeOrNull,
  duration_ms: z.number().nullable(),
})

export const childrenSchema = pageOf(
  z.object({
    node_id: z.string(),
    item_index: count,
    execution_id: id.nullable(),
    status,
    started_at: timeOrNull,
    completed_at: timeOrNull,
    duration_ms: z.number().nullable(),
    error: nodeError.nullable(),
    label: z.string().nullable(),
    kept: z.boolean(),
  }),
).extend({
  counts: z.object({
    total: count,
    pending: count,
    running: count,
    completed: count,
    failed: count,
    cancelled: count,
  }),
})

const nodeState = z.object({
  node_id: z.string(),
  status: z.enum(nodeStatuses),
  attempt: count,
  queued_at: timeOrNull,
  started_at: timeOrNull,
  completed_at: timeOrNull,
  duration_ms: z.number().nullable(),
  error: nodeError.nullable(),
})

export const executionSchema = executionItemSchema.extend({
  priority: z.int(),
  input: z.unknown(),
  output: z.unknown(),
  last_seq: z.int(),
  /** Executions that retry this one, the first hundred, oldest first. */
  retries: z.array(z.object({ execution_id: id, status, href: z.string() })),
  node_states: z.array(nodeState).optional(),
})

export const nodeSchema = nodeState.extend({
  input: z.unknown(),
  output: z.unknown(),
  output_ref: z.object({ size_bytes: count, sha256: z.string(), href: z.string() }).nullable(),
  quality: z.number().nullable(),
  kept_from: z.object({ execution_id: id, attempt: count }).nullable(),
  cached_from: z.object({ execution_id: id, node_id: z.string(), attempt: count }).nullable(),
  waiting_for: z.enum(waitReasons).nullable(),
  items: z.object({ total: count, completed: count, failed: count, running: count }).nullable(),
  due_at: timeOrNull,
  attempts: z.array(z.looseObject({ attempt: count, status: z.string(), worker_id: z.string() })),
  log_cursor: z.string().nullable(),
})

const event = z.object({
  seq: z.int(),
  type: z.string(),
  execution_id: id,
  node_id: z.string().nullable(),
  attempt: z.int().nullable(),
  timestamp: time,
  data: z.looseObject({}),
})
export const eventsSchema = z.object({ items: z.array(event), next_after: z.int() })

const logLine = z.object({
  node_id: z.string(),
  attempt: z.int(),
  timestamp: time,
  stream: z.enum(['stdout', 'stderr', 'system']),
  line: z.string(),
})
export const logsSchema = z.object({ items: z.array(logLine), next_after: z.string().nullable() })

export const artifactItemSchema = z.object({
  artifact_id: id,
  execution_id: id,
  node_id: z.string(),
  attempt: z.int(),
  name: z.string(),
  content_type: z.string(),
  size_bytes: count,
  sha256: z.string(),
  created_at: time,
  href: z.string(),
})

const part = z.object({ status: z.string(), detail: z.string().optional() })
export const healthWireSchema = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  mode: z.enum(['embedded', 'postgres', 'postgres+redis']),
  parts: z.object({ database: part, redis: part, queue: part, workers: part, storage: part.optional() }),
  /** Of the parts that may be away: calls are refused at once while one is open. */
  breakers: z.array(
    z.object({ name: z.string(), state: z.string(), since: z.string(), failures: z.number() }),
  ),
})
