/**
 * Queued nodes of running executions, longest waiting first, for whoever makes sure that a queue knows them. Those
 * that a limit holds back are left out: they come back when it lets go.
 */
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
 WHERE NOT EXISTS (SELECT FROM limit_waits w WHERE w.execution_id = n.execution_id AND w.node_index = n.node_index)
   AND n.status = 'queued' AND n.queued_at <= now() - $1 * interval '1 millisecond' AND e.status = 'running'
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

const amongText = `
SELECT n.execution_id AS "executionId", n.node_index AS "nodeIndex", n.attempt, e.priority AS "executionPriority",
       e.last_seq AS seq
  FROM unnest($1::uuid[], $2::int[]) WITH ORDINALITY AS asked(id, node, place)
  JOIN node_states n ON n.execution_id = asked.id AND n.node_index = asked.node AND n.status = 'queued'
  JOIN workflow_executions e ON e.id = n.execution_id AND e.status = 'running'
 ORDER BY asked.place`

/** Those of the nodes that are queued, in the order in which they are asked for. */
export async function listQueuedAmong(
  db: Queryable,
  nodes: readonly { executionId: string; nodeIndex: number }[],
): Promise<QueuedNode[]> {
  if (nodes.length === 0) return []
  const values = [nodes.map(({ executionId }) => executionId), nodes.map(({ nodeIndex }) => nodeIndex)]
  const result = await db.query<QueuedNode>({ name: 'list-queued-among', text: amongText, values })
  return result.rows
}
