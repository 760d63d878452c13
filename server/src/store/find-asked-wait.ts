/** What a waiting node asks of people, or the signal that it waits for. */
import type { DeadlineAction } from './approval-row.ts'
import type { Queryable } from './queryable.ts'

interface WaitingNode {
  readonly executionId: string
  readonly nodeIndex: number
}

export interface AskedApprovalRow {
  readonly id: string
  readonly title: string
  readonly deadlineAt: Date | null
  readonly onDeadline: DeadlineAction
}

const approvalText = `
SELECT id, title, deadline_at AS "deadlineAt", on_deadline AS "onDeadline" FROM approvals
 WHERE execution_id = $1 AND node_index = $2 AND status = 'open'`

export async function findAskedApproval(db: Queryable, node: WaitingNode): Promise<AskedApprovalRow | null> {
  const values = [node.executionId, node.nodeIndex]
  const query = { name: 'find-asked-approval', text: approvalText, values }
  return (await db.query<AskedApprovalRow>(query)).rows[0] ?? null
}

const signalText = 'SELECT name FROM signal_waits WHERE execution_id = $1 AND node_index = $2'

/** As the node's attempt resolved it. */
export async function findAwaitedSignal(db: Queryable, node: WaitingNode): Promise<string | null> {
  const values = [node.executionId, node.nodeIndex]
  const query = { name: 'find-awaited-signal', text: signalText, values }
  return (await db.query<{ name: string }>(query)).rows[0]?.name ?? null
}
