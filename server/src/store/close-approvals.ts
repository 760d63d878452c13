/** Closes approvals whose node ended without a decision: cancelled, failed, lost too often. */
import { isAskedFor } from './approval-row.ts'
import type { Queryable } from './queryable.ts'

export interface ClosedApproval {
  readonly workspaceId: string
  readonly executionId: string
}

// Between the attempt's start and its row there is no gap: a node is running before its attempt asks anybody.
const text = `
UPDATE approvals a SET status = 'closed', decided_at = now(), decided_via = 'end'
 WHERE a.status = 'open' AND ($1::uuid IS NULL OR a.execution_id = $1) AND NOT ${isAskedFor}
RETURNING a.workspace_id AS "workspaceId", a.execution_id AS "executionId"`

/** Of one execution, or of all with null. */
export async function closeApprovals(db: Queryable, executionId: string | null): Promise<ClosedApproval[]> {
  return (await db.query<ClosedApproval>({ name: 'close-approvals', text, values: [executionId] })).rows
}
