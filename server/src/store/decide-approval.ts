/** A person's decision. The first one counts: null for any later one, and where nobody waits for it any more. */
import { type ApprovalRow, approvalColumns, isAskedFor } from './approval-row.ts'
import type { Queryable } from './queryable.ts'

export interface Decision {
  readonly id: string
  readonly status: 'approved' | 'rejected'
  readonly by: string | null
  readonly via: 'person' | 'key'
  readonly now: Date
  /** Undefined where the form was not filled in. */
  readonly answer: unknown
  readonly comment: string | null
}

const text = `
UPDATE approvals a
   SET status = $2, decided_by = $3, decided_via = $4, decided_at = $5, answer = $6::json, comment = $7
 WHERE a.id = $1 AND a.status = 'open' AND (a.deadline_at IS NULL OR a.deadline_at > $5) AND ${isAskedFor}
RETURNING ${approvalColumns}`

export async function decideApproval(db: Queryable, decision: Decision): Promise<ApprovalRow | null> {
  const { id, status, by, via, now, answer, comment } = decision
  const values = [id, status, by, via, now, answer === undefined ? null : JSON.stringify(answer), comment]
  const { rows } = await db.query<ApprovalRow>({ name: 'decide-approval', text, values })
  return rows[0] ?? null
}
