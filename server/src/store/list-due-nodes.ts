/** Nodes whose pause or wait ends within a time, and executions whose own time is over. */
import type { Queryable } from './queryable.ts'

export interface DueNode {
  readonly executionId: string
  readonly nodeIndex: number
  readonly dueAt: Date
}

const nodesText = `
SELECT execution_id AS "executionId", node_index AS "nodeIndex", due_at AS "dueAt"
  FROM node_states
 WHERE status IN ('queued', 'waiting', 'retrying') AND due_at < now() + $1 * interval '1 millisecond'
 ORDER BY due_at
 LIMIT 10000`

export async function listDueNodes(db: Queryable, withinMs: number): Promise<DueNode[]> {
  const result = await db.query<DueNode>({ name: 'list-due-nodes', text: nodesText, values: [withinMs] })
  return result.rows
}

const executionsText = `
SELECT id FROM workflow_executions
 WHERE deadline_at IS NOT NULL AND deadline_at <= now() AND status IN ('pending', 'running', 'paused')
 LIMIT 1000`

export async function listExpiredExecutions(db: Queryable): Promise<string[]> {
  const result = await db.query<{ id: string }>({ name: 'list-expired-executions', text: executionsText })
  return result.rows.map((row) => row.id)
}
