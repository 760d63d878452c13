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
  readonly parent_execution_id: string | null
  readonly parent_node_id: string | null
  readonly item_index: number | null
  readonly root_execution_id: string | null
  /** The node whose inner graph it runs, with those around it; null where it runs the whole version. */
  readonly subgraph: string | null
  /** What the ended items of waiting maps are worth in nodes. */
  readonly item_share: number
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

// By the index over nodes that wait for children: most executions have none.
const itemShare = `(SELECT coalesce(sum(((c.items->>'completed')::float8 + (c.items->>'failed')::float8)
                      / greatest((c.items->>'total')::float8, 1)), 0)
    FROM node_states c WHERE c.execution_id = e.id AND c.status = 'waiting' AND c.waiting_for = 'children')`

/** Of the execution `e` and its workflow `w`. The input is read apart: it may be a megabyte. */
export const executionColumns = `e.id, e.workflow_id, w.name AS workflow_name, e.version, e.status, e.trigger, e.started_by,
  e.retry_of, e.parent_execution_id, e.parent_node_id, e.item_index, e.root_execution_id, e.subgraph, e.priority,
  e.error, e.last_seq, e.total_nodes, e.completed_nodes, e.failed_nodes, e.skipped_nodes, e.created_at, e.started_at,
  e.completed_at, ${itemShare} AS item_share`
