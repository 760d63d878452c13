/** Asks a person on behalf of a node. Asking again, as a later attempt of the node does, changes nothing. */
import { type ApprovalRow, approvalColumns } from './approval-row.ts'
import type { Queryable } from './queryable.ts'

type Asked = 'title' | 'message' | 'askedAt' | 'deadlineAt' | 'onDeadline'
type Asking = 'id' | 'workspaceId' | 'workflowId' | 'executionId' | 'nodeIndex' | 'nodeId' | 'nodeName'

export interface NewApproval extends Pick<ApprovalRow, Asked | Asking> {
  readonly form: unknown
  readonly reminderMs: number | null
}

// A row that was closed while its node had ended is open again when the node runs again: its state was repaired.
const text = `
INSERT INTO approvals AS a (id, workspace_id, workflow_id, execution_id, node_index, node_id, node_name, title, message,
  form, asked_at, deadline_at, on_deadline, reminder_ms, next_reminder_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::json, $11, $12, $13, $14,
  $11::timestamptz + $14::bigint * interval '1 millisecond')
ON CONFLICT (execution_id, node_index) DO UPDATE
   SET status = CASE WHEN a.status = 'closed' THEN 'open' ELSE a.status END,
       decided_at = CASE WHEN a.status = 'closed' THEN NULL ELSE a.decided_at END,
       decided_via = CASE WHEN a.status = 'closed' THEN NULL ELSE a.decided_via END
RETURNING ${approvalColumns}`

/** The row as it stands; it is new where its id is the given one. */
export async function openApproval(db: Queryable, approval: NewApproval): Promise<ApprovalRow> {
  const values = [
    approval.id,
    approval.workspaceId,
    approval.workflowId,
    approval.executionId,
    approval.nodeIndex,
    approval.nodeId,
    approval.nodeName,
    approval.title,
    approval.message,
    approval.form === null ? null : JSON.stringify(approval.form),
    approval.askedAt,
    approval.deadlineAt,
    approval.onDeadline,
    approval.reminderMs,
  ]
  const { rows } = await db.query<ApprovalRow>({ name: 'open-approval', text, values })
  const [row] = rows
  if (row === undefined) throw new Error('An upsert gave no row back')
  return row
}
