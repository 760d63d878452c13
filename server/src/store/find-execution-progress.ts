/** How far an execution is: the cheapest question that a watcher asks. */
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import type { Queryable } from './queryable.ts'

export interface ExecutionProgress {
  readonly status: ExecutionStatus
  readonly last_seq: number
}

const text = 'SELECT status, last_seq FROM workflow_executions WHERE id = $1'

export async function findExecutionProgress(
  db: Queryable,
  executionId: string,
): Promise<ExecutionProgress | null> {
  const { rows } = await db.query<ExecutionProgress>({
    name: 'find-execution-progress',
    text,
    values: [executionId],
  })
  return rows[0] ?? null
}
