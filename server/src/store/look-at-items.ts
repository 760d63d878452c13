/**
 * Where the list of a map stands, as of one moment: its settings, what its node and its execution are doing, how
 * many items failed, and the first items that are still open, each with the status of the execution that runs it.
 * Items are started in their order, so those that run come before those that wait for their turn.
 */
import type { ExecutionStatus, NodeStatus } from '@heddle/core/execution/status.ts'
import type { Queryable } from './queryable.ts'

export interface OpenItem {
  readonly itemIndex: number
  readonly childId: string
  readonly formerId: string | null
  /** Null where its execution was not started yet. */
  readonly childStatus: ExecutionStatus | null
}

export interface ItemsLook {
  readonly executionId: string
  readonly nodeIndex: number
  readonly nodeId: string
  readonly total: number
  readonly concurrency: number
  readonly maxFailures: number | null
  readonly workflowId: string
  readonly version: number
  readonly subgraph: string | null
  /** The name of the workflow that items run, where it was deleted since. */
  readonly deletedWorkflow: string | null
  readonly round: number
  readonly roundStartedAt: Date
  readonly executionStatus: ExecutionStatus
  readonly nodeStatus: NodeStatus
  /** Counted no further than one beyond `maxFailures`. */
  readonly failed: number
  readonly open: readonly OpenItem[]
  /** True where more items are open than are told. */
  readonly hasMore: boolean
}

/** More than run at once, so that a wave of ends and the next items fit into one look. */
const spare = 250

// The status of each child by a subselect: a probe a row, whatever the planner thinks of the tables' sizes.
const text = `
SELECT l.execution_id AS "executionId", l.node_index AS "nodeIndex", l.node_id AS "nodeId", l.total, l.concurrency,
       l.max_failures AS "maxFailures", l.workflow_id AS "workflowId", l.version, l.subgraph, l.round,
       (SELECT w.name FROM workflow_definitions w
         WHERE w.id = l.workflow_id AND w.deleted_at IS NOT NULL) AS "deletedWorkflow",
       l.round_started_at AS "roundStartedAt", e.status AS "executionStatus", n.status AS "nodeStatus",
       (SELECT count(*)::int FROM (
          SELECT 1 FROM execution_items f
           WHERE f.execution_id = l.execution_id AND f.node_index = l.node_index AND f.status IN ('failed', 'cancelled')
           LIMIT coalesce(l.max_failures, 0) + 1) failures) AS failed,
       (SELECT coalesce(json_agg(json_build_object('itemIndex', o.item_index, 'childId', o.child_id,
                 'formerId', o.former_id, 'childStatus',
                 (SELECT c.status FROM workflow_executions c WHERE c.id = o.child_id)) ORDER BY o.item_index), '[]')
          FROM (SELECT i.item_index, i.child_id, i.former_id FROM execution_items i
                 WHERE i.execution_id = l.execution_id AND i.node_index = l.node_index AND i.status IS NULL
                 ORDER BY i.item_index LIMIT l.concurrency + ${spare}) o) AS open
  FROM execution_lists l
  JOIN workflow_executions e ON e.id = l.execution_id
  JOIN node_states n ON n.execution_id = l.execution_id AND n.node_index = l.node_index
 WHERE l.execution_id = $1 AND l.node_id = $2`

/** Null where the node has no list yet. */
export async function lookAtItems(
  db: Queryable,
  key: { readonly executionId: string; readonly nodeId: string },
): Promise<ItemsLook | null> {
  const values = [key.executionId, key.nodeId]
  const { rows } = await db.query<Omit<ItemsLook, 'hasMore'>>({ name: 'look-at-items', text, values })
  const row = rows[0]
  return row === undefined ? null : { ...row, hasMore: row.open.length >= row.concurrency + spare }
}
