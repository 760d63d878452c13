/**
 * How much waits for workers, where no queue is shared that could tell: each process then knows of what it was
 * offered alone. Counts all queued nodes but those that a limit holds back, those included for which their execution
 * has no slot free yet. Groups stand in the documents and are not told.
 */
import type { QueueDepth } from '../queue/task-queue.ts'
import type { Queryable } from './queryable.ts'

const text = `
SELECT count(*)::int AS tasks, (extract(epoch FROM now() - min(n.queued_at)) * 1000)::float8 AS "oldestMs"
  FROM node_states n JOIN workflow_executions e ON e.id = n.execution_id
 WHERE n.status = 'queued' AND e.status = 'running'
   AND NOT EXISTS (SELECT FROM limit_waits w WHERE w.execution_id = n.execution_id AND w.node_index = n.node_index)`

export async function readQueuedDepth(db: Queryable): Promise<QueueDepth> {
  const { rows } = await db.query<{ tasks: number; oldestMs: number | null }>({
    name: 'read-queued-depth',
    text,
  })
  const { tasks = 0, oldestMs = null } = rows[0] ?? {}
  return { tasks, oldestMs: oldestMs === null ? null : Math.max(0, Math.round(oldestMs)), groups: [] }
}
