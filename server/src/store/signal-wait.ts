/** Writes down that a node waits for a signal. The first attempt that says so sets the time. */
import type { Queryable } from './queryable.ts'

export interface SignalWait {
  readonly executionId: string
  readonly nodeIndex: number
  readonly name: string
  readonly since: Date
  readonly until: Date | null
}

const text = `
INSERT INTO signal_waits AS w (execution_id, node_index, name, since, until) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (execution_id, node_index) DO UPDATE SET name = excluded.name
RETURNING w.until`

/** Until when the node waits. */
export async function beginSignalWait(db: Queryable, wait: SignalWait): Promise<Date | null> {
  const values = [wait.executionId, wait.nodeIndex, wait.name, wait.since, wait.until]
  const { rows } = await db.query<{ until: Date | null }>({ name: 'begin-signal-wait', text, values })
  return rows[0]?.until ?? null
}
