/** Since when and by whom an execution is paused; null where it never was. */
import type { Queryable } from './queryable.ts'

export interface LastPause {
  readonly at: Date
  readonly by: string | null
}

const text = `
SELECT timestamp AS at, data->>'by' AS by FROM execution_events
 WHERE execution_id = $1 AND type = 'execution_paused'
 ORDER BY seq DESC LIMIT 1`

export async function findLastPause(db: Queryable, executionId: string): Promise<LastPause | null> {
  const values = [executionId]
  return (await db.query<LastPause>({ name: 'find-last-pause', text, values })).rows[0] ?? null
}
