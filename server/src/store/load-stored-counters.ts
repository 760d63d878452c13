/** What only a check looks at: the counters of an execution's row, and under which ids its nodes' rows stand. */
import type { Queryable } from './queryable.ts'

export interface StoredCounters {
  readonly totalNodes: number
  readonly completedNodes: number
  readonly failedNodes: number
  readonly skippedNodes: number
}

export interface NodeStamp {
  readonly node_index: number
  readonly node_id: string
  readonly output_digest: string | null
}

const countersText = `
SELECT total_nodes AS "totalNodes", completed_nodes AS "completedNodes", failed_nodes AS "failedNodes",
       skipped_nodes AS "skippedNodes"
  FROM workflow_executions WHERE id = $1`

// The same digests as those of events.
const stampsText = `
SELECT node_index, node_id,
       CASE WHEN output_ref IS NOT NULL THEN 'stored:' || md5(output_ref::text)
            WHEN output IS NOT NULL THEN 'inline:' || md5(output::jsonb::text) END AS output_digest
  FROM node_states WHERE execution_id = $1`

export async function loadStoredCounters(db: Queryable, executionId: string): Promise<StoredCounters | null> {
  const { rows } = await db.query<StoredCounters>({
    name: 'load-stored-counters',
    text: countersText,
    values: [executionId],
  })
  return rows[0] ?? null
}

export async function listNodeStamps(db: Queryable, executionId: string): Promise<readonly NodeStamp[]> {
  const values = [executionId]
  return (await db.query<NodeStamp>({ name: 'list-node-stamps', text: stampsText, values })).rows
}
