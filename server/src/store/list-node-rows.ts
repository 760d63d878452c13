/** The touched nodes of an execution as lists show them: no outputs. A node without a row is pending. */
import type { NodeError } from '@heddle/core/execution/event.ts'
import type { NodeStatus } from '@heddle/core/execution/status.ts'
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

export interface NodeListRow {
  readonly node_id: string
  readonly status: NodeStatus
  readonly attempt: number
  readonly error: NodeError | null
  readonly queued_at: Date | null
  readonly started_at: Date | null
  readonly completed_at: Date | null
}

const text = `
SELECT node_id, status, attempt, error, queued_at, started_at, completed_at
  FROM node_states WHERE execution_id = $1`

export async function listNodeRows(db: Queryable, executionId: string): Promise<readonly NodeListRow[]> {
  if (!isUuid(executionId)) return []
  const { rows } = await db.query<NodeListRow>({ name: 'list-node-rows', text, values: [executionId] })
  return rows
}
