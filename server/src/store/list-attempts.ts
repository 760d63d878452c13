/** The attempts of one node, first to last. */
import type { NodeError } from '@heddle/core/execution/event.ts'
import type { Queryable } from './queryable.ts'

export interface AttemptRow {
  readonly attempt: number
  readonly worker_id: string
  readonly status: 'running' | 'waiting' | 'waited' | 'completed' | 'failed' | 'lost' | 'cancelled'
  readonly started_at: Date
  readonly completed_at: Date | null
  readonly input: unknown
  readonly error: NodeError | null
}

const text = `
SELECT attempt, worker_id, status, started_at, completed_at, input, error
  FROM job_assignments WHERE execution_id = $1 AND node_index = $2
 ORDER BY attempt`

export async function listAttemptRows(
  db: Queryable,
  key: { executionId: string; nodeIndex: number },
): Promise<readonly AttemptRow[]> {
  const values = [key.executionId, key.nodeIndex]
  const { rows } = await db.query<AttemptRow>({ name: 'list-attempts', text, values })
  return rows
}
