/** Nodes that wait for their children, longest first. */
import type { Queryable } from './queryable.ts'

export interface WaitingList {
  readonly executionId: string
  readonly nodeId: string
}

const text = `
SELECT n.execution_id AS "executionId", n.node_id AS "nodeId"
  FROM node_states n
 WHERE n.status = 'waiting' AND n.waiting_for = 'children' AND ($1::uuid IS NULL OR n.execution_id = $1)
 ORDER BY n.started_at LIMIT 5000`

/** Of one execution, or of all where it is null. */
export async function listWaitingLists(
  db: Queryable,
  executionId: string | null,
): Promise<readonly WaitingList[]> {
  const { rows } = await db.query<WaitingList>({ name: 'list-waiting-lists', text, values: [executionId] })
  return rows
}
