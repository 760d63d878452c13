/** Nodes whose pause or wait ends within a time, and executions whose own time does. */
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

export interface DueExecution {
  readonly executionId: string
  readonly dueAt: Date
}

const executionsText = `
SELECT id AS "executionId", deadline_at AS "dueAt" FROM workflow_executions
 WHERE deadline_at < now() + $1 * interval '1 millisecond' AND status IN ('pending', 'running', 'paused')
 ORDER BY deadline_at
 LIMIT 10000`

export async function listDueExecutions(db: Queryable, withinMs: number): Promise<DueExecution[]> {
  const values = [withinMs]
  const result = await db.query<DueExecution>({ name: 'list-due-executions', text: executionsText, values })
  return result.rows
}
