import { toCsv } from '../../../ui/to-csv.ts'
import type { Run } from './run.ts'

const columns = [
  'execution_id',
  'workflow',
  'version',
  'status',
  'trigger',
  'started_by',
  'created_at',
  'started_at',
  'completed_at',
  'duration_ms',
  'completed_nodes',
  'failed_nodes',
  'skipped_nodes',
  'total_nodes',
  'error',
] as const

/** The rows of the list with exact figures, for other programs. */
export function toRunCsv(rows: readonly Run[]): string {
  return toCsv(
    columns,
    rows.map((run) => [
      run.executionId,
      run.workflowName,
      run.version,
      run.status,
      run.trigger,
      run.startedBy,
      run.createdAt,
      run.startedAt,
      run.completedAt,
      run.durationMs,
      run.completedNodes,
      run.failedNodes,
      run.skippedNodes,
      run.totalNodes,
      run.error === null ? null : `${run.error.code}: ${run.error.message}`,
    ]),
  )
}
