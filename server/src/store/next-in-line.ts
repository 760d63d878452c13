/** Who of those that wait for a key is next: for a slot that becomes or is free, or when a rate allows starts again. */
import { isLiveLease } from './limit-leases.ts'
import type { ReadyWait } from './limit-waits.ts'
import type { Queryable } from './queryable.ts'

export interface LimitKey {
  readonly workspaceId: string
  readonly key: string
}

export interface NextInLine extends ReadyWait, LimitKey {}

/** Of each of the `keys` those that have waited the longest, most urgent first. */
const nextOf = (kind: 'concurrency' | 'rate', limit: string) => `
SELECT next."executionId", next."nodeIndex", keys.workspace_id AS "workspaceId", keys.key
  FROM keys
 CROSS JOIN LATERAL (
   SELECT w.execution_id AS "executionId", w.node_index AS "nodeIndex"
     FROM (SELECT w.execution_id, w.node_index
             FROM limit_waits w JOIN workflow_executions e ON e.id = w.execution_id
            WHERE w.workspace_id = keys.workspace_id AND w.key = keys.key AND w.kind = '${kind}'
              AND e.status = 'running'
            ORDER BY e.priority DESC, w.since, w.execution_id, w.node_index OFFSET 0) w
    WHERE EXISTS (SELECT FROM node_states n
                   WHERE n.execution_id = w.execution_id AND n.node_index = w.node_index AND n.status = 'queued')
    LIMIT ${limit}) next`

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
)${nextOf('concurrency', 'keys.slots')}`

/** Takes the leases of nodes away that do not run any more, and answers who is next for each slot that this frees. */
export async function giveSlotsOn(db: Queryable, ended: readonly ReadyWait[]): Promise<NextInLine[]> {
  const values = [ended.map(({ executionId }) => executionId), ended.map(({ nodeIndex }) => nodeIndex)]
  return (await db.query<NextInLine>({ name: 'give-slots-on', text, values })).rows
}

const freeText = `
WITH keys AS (
  SELECT wanted.workspace_id, wanted.key,
         (SELECT w.slots FROM limit_waits w
           WHERE w.workspace_id = wanted.workspace_id AND w.key = wanted.key AND w.kind = 'concurrency'
           ORDER BY w.since LIMIT 1)
         - (SELECT count(*) FROM limit_leases l
             WHERE l.workspace_id = wanted.workspace_id AND l.key = wanted.key AND ${isLiveLease}) AS free
    FROM unnest($1::text[], $2::text[]) AS wanted(workspace_id, key)
)${nextOf('concurrency', '2 * greatest(0, keys.free)')}`

/** Two for each slot that is free: whoever is first may not come for it. */
export async function listNextForFreeSlots(db: Queryable, keys: readonly LimitKey[]): Promise<NextInLine[]> {
  const values = [keys.map(({ workspaceId }) => workspaceId), keys.map(({ key }) => key)]
  return (await db.query<NextInLine>({ name: 'list-next-for-free-slots', text: freeText, values })).rows
}

const ratesText = `
WITH keys AS (
  SELECT w.workspace_id, w.key, max(w.slots) AS starts
    FROM unnest($1::uuid[], $2::int[]) AS rung(execution_id, node_index)
    JOIN limit_waits w ON w.execution_id = rung.execution_id AND w.node_index = rung.node_index AND w.kind = 'rate'
   GROUP BY w.workspace_id, w.key
)${nextOf('rate', 'keys.starts')}`

/** Of the rates that the nodes wait for: as many as may start in a period, these nodes or others. */
export async function listNextForRates(db: Queryable, nodes: readonly ReadyWait[]): Promise<NextInLine[]> {
  const values = [nodes.map(({ executionId }) => executionId), nodes.map(({ nodeIndex }) => nodeIndex)]
  return (await db.query<NextInLine>({ name: 'list-next-for-rates', text: ratesText, values })).rows
}
