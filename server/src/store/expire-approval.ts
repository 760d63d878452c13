/** Ends an approval whose time is over, as it said it would. Null where somebody decided first, or it is not over. */
import { type ApprovalRow, approvalColumns } from './approval-row.ts'
import type { Queryable } from './queryable.ts'

const text = `
UPDATE approvals a
   SET status = CASE a.on_deadline WHEN 'approve' THEN 'approved' WHEN 'reject' THEN 'rejected' ELSE 'expired' END,
       decided_at = $2, decided_via = 'deadline'
 WHERE a.id = $1 AND a.status = 'open' AND a.deadline_at <= $2
RETURNING ${approvalColumns}`

export async function expireApproval(
  db: Queryable,
  { id, now }: { id: string; now: Date },
): Promise<ApprovalRow | null> {
  const { rows } = await db.query<ApprovalRow>({ name: 'expire-approval', text, values: [id, now] })
  return rows[0] ?? null
}
