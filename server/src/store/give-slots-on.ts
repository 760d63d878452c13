/** Takes the leases of nodes that do not run any more away, and answers who is next for the slots that this frees. */
import { isLiveLease } from './limit-leases.ts'
import type { ReadyWait } from './limit-waits.ts'
import type { Queryable } from './queryable.ts'

// What lives stays: while this was on its way, the node may have been given a slot for its next attempt. Nothing waits
// for the disk: a lease that is not live counts for nobody.
const text = `
WITH quick AS MATERIALIZED (
  SELECT set_config('synchronous_commit', 'off', true)
), freed AS (
  DELETE FROM limit_leases l USING quick, unnest($1::uuid[], $2::int[]) AS ended(execution_id, node_index)
   WHERE l.execution_id = ended.execution_id AND l.node_index = ended.node_index AND NOT ${isLiveLease}
  RETURNING l.workspace_id, l.key
), keys AS (
  SELECT workspace_id, key, count(*) AS slots FROM freed GROUP BY workspace_id, key
)
SELECT next."executionId", next."nodeIndex"
  FROM keys
 CROSS JOIN LATERAL (
   SELECT w.execution_id AS "executionId", w.node_index AS "nodeIndex"
     FROM (SELECT w.execution_id, w.node_index
             FROM limit_waits w JOIN workflow_executions e ON e.id = w.execution_id
            WHERE w.workspace_id = keys.workspace_id AND w.key = keys.key AND w.kind = 'concurrency'
              AND e.status = 'running'
            ORDER BY e.priority DESC, w.since, w.execution_id, w.node_index OFFSET 0) w
    WHERE EXISTS (SELECT FROM node_states n
                   WHERE n.execution_id = w.execution_id AND n.node_index = w.node_index AND n.status = 'queued')
    LIMIT keys.slots * $3) next`

export interface GiveSlotsOn {
  /** Nodes that ended. */
  readonly ended: readonly ReadyWait[]
  /** How many are named for each slot. */
  readonly candidatesASlot: number
}

/** Of each key those that have waited the longest, most urgent first. One round trip. */
export async function giveSlotsOn(
  db: Queryable,
  { ended, candidatesASlot }: GiveSlotsOn,
): Promise<readonly ReadyWait[]> {
  const values = [
    ended.map(({ executionId }) => executionId),
    ended.map(({ nodeIndex }) => nodeIndex),
    candidatesASlot,
  ]
  return (await db.query<ReadyWait>({ name: 'give-slots-on', text, values })).rows
}
