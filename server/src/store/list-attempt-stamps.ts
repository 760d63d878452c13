/** The attempts of an execution in short: who took which node how often, and how that ended. */
import type { Queryable } from './queryable.ts'

export interface AttemptStamp {
  readonly node_index: number
  readonly attempt: number
  readonly status: 'running' | 'waiting' | 'waited' | 'completed' | 'failed' | 'lost' | 'cancelled'
}

const text = 'SELECT node_index, attempt, status FROM job_assignments WHERE execution_id = $1'

export async function listAttemptStamps(
  db: Queryable,
  executionId: string,
): Promise<readonly AttemptStamp[]> {
  const values = [executionId]
  return (await db.query<AttemptStamp>({ name: 'list-attempt-stamps', text, values })).rows
}
