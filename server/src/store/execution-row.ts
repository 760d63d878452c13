/** A row of `workflow_executions` with its workflow's name, as lists and details read it. */
import type { ExecutionTrigger, NodeError } from '@heddle/core/execution/event.ts'
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'

export interface ExecutionRow {
  readonly id: string
  readonly workflow_id: string
  readonly workflow_name: string
  readonly version: number
  readonly status: ExecutionStatus
  readonly trigger: ExecutionTrigger
  readonly started_by: string | null
  readonly retry_of: string | null
  readonly priority: number
  readonly error: NodeError | null
  readonly last_seq: number
  readonly total_nodes: number
  readonly completed_nodes: number
  readonly failed_nodes: number
  readonly skipped_nodes: number
  readonly created_at: Date
  readonly started_at: Date | null
  readonly completed_at: Date | null
}

/** Of the execution `e` and its workflow `w`. The input is read apart: it may be a megabyte. */
export const executionColumns = `e.id, e.workflow_id, w.name AS workflow_name, e.version, e.status, e.trigger, e.started_by,
  e.retry_of, e.priority, e.error, e.last_seq, e.total_nodes, e.completed_nodes, e.failed_nodes, e.skipped_nodes,
  e.created_at, e.started_at, e.completed_at`
