/** An execution's row as the API tells of it. */
import { isFinal } from '@heddle/core/execution/status.ts'
import type { ExecutionRow } from '../../store/execution-row.ts'
import { toInstant, toInstantOrNull } from '../instant.ts'
import type { ExecutionSummary } from './execution-shapes.ts'

export function toSummary(row: ExecutionRow, usual: { p50: number } | undefined): ExecutionSummary {
  return {
    executionId: row.id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name,
    version: row.version,
    status: row.status,
    trigger: row.trigger,
    startedBy: row.started_by,
    retryOf: row.retry_of,
    parent: toParent(row),
    rootExecutionId: row.root_execution_id,
    createdAt: toInstant(row.created_at),
    startedAt: toInstantOrNull(row.started_at),
    completedAt: toInstantOrNull(row.completed_at),
    durationMs: toDurationMs(row.started_at, row.completed_at),
    totalNodes: row.total_nodes,
    completedNodes: row.completed_nodes,
    failedNodes: row.failed_nodes,
    skippedNodes: row.skipped_nodes,
    progressPercent: toProgressPercent(row),
    p50Ms: usual?.p50 ?? null,
    error: row.error,
  }
}

/** Null until both ends are known. */
export function toDurationMs(startedAt: Date | null, completedAt: Date | null): number | null {
  return startedAt === null || completedAt === null ? null : completedAt.getTime() - startedAt.getTime()
}

/** The node and item of another execution that it runs for. */
function toParent(row: ExecutionRow): ExecutionSummary['parent'] {
  const { parent_execution_id: executionId, parent_node_id: nodeId, item_index: itemIndex } = row
  return executionId === null || nodeId === null ? null : { executionId, nodeId, itemIndex: itemIndex ?? 0 }
}

/** Share of settled nodes, with that of items, rounded down so that 100 means all; what completed is all, whatever it skipped. */
function toProgressPercent(row: ExecutionRow): number {
  if (row.total_nodes === 0) return isFinal(row.status) ? 100 : 0
  const settled = row.completed_nodes + row.failed_nodes + row.skipped_nodes + row.item_share
  return Math.floor((settled * 100) / row.total_nodes)
}
