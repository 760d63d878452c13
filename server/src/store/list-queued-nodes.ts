/** Queued nodes of running executions, for the sweep that hands them to a queue that does not know them. */
import type { Queryable } from './queryable.ts'

export interface QueuedNode {
  readonly executionId: string
  readonly nodeIndex: number
  readonly attempt: number
}

const text = `
SELECT n.execution_id AS "executionId", n.node_index AS "nodeIndex", n.attempt
  FROM node_states n JOIN workflow_executions e ON e.id = n.execution_id
 WHERE n.status = 'queued' AND n.queued_at < now() - $1 * interval '1 millisecond' AND e.status = 'running'
 ORDER BY n.queued_at
 LIMIT 50000`

/** Nodes that have been queued for at least `olderThanMs`; `attempt` is the last one, 0 before the first. */
export async function listQueuedNodes(db: Queryable, olderThanMs: number): Promise<QueuedNode[]> {
  const result = await db.query<QueuedNode>({ name: 'list-queued-nodes', text, values: [olderThanMs] })
  return result.rows
}
