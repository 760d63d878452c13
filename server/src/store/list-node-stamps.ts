/** What only a check looks at: under which ids the rows of nodes stand, and what outputs they hold. */
import type { Queryable } from './queryable.ts'

export interface NodeStamp {
  readonly node_index: number
  readonly node_id: string
  readonly output_digest: string | null
}

// The same digests as those of events.
const stampsText = `
SELECT node_index, node_id,
       CASE WHEN output_ref IS NOT NULL THEN 'stored:' || md5(output_ref::text)
            WHEN output IS NOT NULL THEN 'inline:' || md5(output::jsonb::text) END AS output_digest
  FROM node_states WHERE execution_id = $1`

export async function listNodeStamps(db: Queryable, executionId: string): Promise<readonly NodeStamp[]> {
  const values = [executionId]
  return (await db.query<NodeStamp>({ name: 'list-node-stamps', text: stampsText, values })).rows
}
