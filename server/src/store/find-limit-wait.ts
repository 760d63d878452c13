/** Which limit holds a queued node back, and how many wait for the same key; null where none does. */
import type { Queryable } from './queryable.ts'

export interface FoundLimitWait {
  readonly key: string
  readonly kind: 'concurrency' | 'rate'
  readonly slots: number
  readonly until: Date | null
  readonly waiting: number
}

const text = `
SELECT x.key, x.kind, x.slots, x.until,
       (SELECT count(*)::int FROM limit_waits o
          JOIN node_states n ON n.execution_id = o.execution_id AND n.node_index = o.node_index
         WHERE o.workspace_id = x.workspace_id AND o.key = x.key AND o.kind = x.kind AND n.status = 'queued') AS waiting
  FROM limit_waits x
 WHERE x.execution_id = $1 AND x.node_index = $2 AND (x.until IS NULL OR x.until > now())`

export async function findLimitWait(
  db: Queryable,
  { executionId, nodeIndex }: { executionId: string; nodeIndex: number },
): Promise<FoundLimitWait | null> {
  const values = [executionId, nodeIndex]
  return (await db.query<FoundLimitWait>({ name: 'find-limit-wait', text, values })).rows[0] ?? null
}
