/** Queued nodes of running executions, longest waiting first, for whoever makes sure that a queue knows them. */
import type { Queryable } from './queryable.ts'

export interface QueuedNode {
  readonly executionId: string
  readonly nodeIndex: number
  /** Number of the last attempt, 0 before the first. */
  readonly attempt: number
  readonly executionPriority: number
  /** The execution's last event. */
  readonly seq: number
}

const text = `
SELECT n.execution_id AS "executionId", n.node_index AS "nodeIndex", n.attempt, e.priority AS "executionPriority",
       e.last_seq AS seq
  FROM node_states n JOIN workflow_executions e ON e.id = n.execution_id
 WHERE n.status = 'queued' AND n.queued_at <= now() - $1 * interval '1 millisecond' AND e.status = 'running'
 ORDER BY n.queued_at
 LIMIT $2`

/** Nodes that have been queued for at least `olderThanMs`. */
export async function listQueuedNodes(
  db: Queryable,
  { olderThanMs, limit }: { olderThanMs: number; limit: number },
): Promise<QueuedNode[]> {
  const values = [olderThanMs, limit]
  const result = await db.query<QueuedNode>({ name: 'list-queued-nodes', text, values })
  return result.rows
}
