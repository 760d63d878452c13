/** The node that made an execution fail; null where it was not a node. */
import type { Queryable } from './queryable.ts'

// The event stands at the end of the list, so the index over the sequence finds it from there at once.
const text = `
SELECT data->>'nodeId' AS node_id FROM execution_events
 WHERE execution_id = $1 AND type = 'execution_failed' ORDER BY seq DESC LIMIT 1`

export async function findFailedNodeId(db: Queryable, executionId: string): Promise<string | null> {
  const { rows } = await db.query<{ node_id: string | null }>({
    name: 'find-failed-node',
    text,
    values: [executionId],
  })
  return rows[0]?.node_id ?? null
}
