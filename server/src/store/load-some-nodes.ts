/** The records of some nodes of an execution, as of one moment: what a question about one node needs, and no more. */
import type { StoredNode } from '@heddle/core/execution/restore-state.ts'
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import { type NodeStateRow, nodeStateJson, toStoredNode } from './node-state-row.ts'
import type { Queryable } from './queryable.ts'

export interface SomeNodes {
  readonly status: ExecutionStatus
  readonly deadlineAt: string | null
  readonly nodes: readonly StoredNode[]
}

const text = `
SELECT e.status, e.deadline_at, coalesce((SELECT json_agg(${nodeStateJson}) FROM node_states n
                  WHERE n.execution_id = e.id AND n.node_index = ANY($2::int[])), '[]') AS nodes
  FROM workflow_executions e WHERE e.id = $1`

// Reads over all nodes of the execution: only asked where it limits how many run.
const withRunningText = `
SELECT e.status, e.deadline_at, coalesce((SELECT json_agg(${nodeStateJson}) FROM node_states n
                  WHERE n.execution_id = e.id AND (n.node_index = ANY($2::int[]) OR n.status = 'running')), '[]') AS nodes
  FROM workflow_executions e WHERE e.id = $1`

export interface LoadSomeNodes {
  readonly executionId: string
  readonly nodeIndexes: readonly number[]
  readonly others: 'none' | 'running'
}

interface Row {
  readonly status: ExecutionStatus
  readonly deadline_at: Date | null
  readonly nodes: readonly NodeStateRow[]
}

/** Nodes that nothing touched yet have no row. Null where there is no such execution. */
export async function loadSomeNodes(db: Queryable, input: LoadSomeNodes): Promise<SomeNodes | null> {
  const values = [input.executionId, [...input.nodeIndexes]]
  const query =
    input.others === 'none'
      ? { name: 'load-some-nodes', text, values }
      : { name: 'load-some-and-running-nodes', text: withRunningText, values }
  const { rows } = await db.query<Row>(query)
  const [row] = rows
  if (row === undefined) return null
  const deadlineAt = row.deadline_at?.toISOString() ?? null
  return { status: row.status, deadlineAt, nodes: row.nodes.map(toStoredNode) }
}
