/** Approvals of a workspace: those that wait for somebody, and those that are over. */
import { type ApprovalRow, approvalColumns, isAskedFor } from './approval-row.ts'
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

export interface ApprovalListRow extends ApprovalRow {
  readonly workflowName: string
  readonly version: number
  readonly startedBy: string | null
}

const shown = `
SELECT ${approvalColumns}, w.name AS "workflowName", x.version, x.started_by AS "startedBy"
  FROM approvals a JOIN workflow_executions x ON x.id = a.execution_id
  JOIN workflow_definitions w ON w.id = a.workflow_id`

// Those whose node ended without a decision are on their way to being closed: nobody can decide them any more.
const openText = `${shown}
 WHERE a.workspace_id = $1 AND a.status = 'open' AND ($2::uuid IS NULL OR a.execution_id = $2) AND ${isAskedFor}
   AND ($3::timestamptz IS NULL OR (a.asked_at, a.id) > ($3, $4::uuid))
 ORDER BY a.asked_at, a.id
 LIMIT $5`

const decidedText = `${shown}
 WHERE a.workspace_id = $1 AND a.status <> 'open' AND ($2::uuid IS NULL OR a.execution_id = $2)
   AND ($3::timestamptz IS NULL OR (a.decided_at, a.id) < ($3, $4::uuid))
 ORDER BY a.decided_at DESC, a.id DESC
 LIMIT $5`

export interface ListApprovals {
  readonly workspaceId: string
  readonly status: 'open' | 'decided'
  readonly executionId: string | null
  /** Time and id of the last row of the page before. */
  readonly after: readonly [string, string] | null
  readonly limit: number
}

/** Open ones in the order in which they were asked, decided ones from the latest on. */
export async function listApprovalRows(
  db: Queryable,
  { workspaceId, status, executionId, after, limit }: ListApprovals,
): Promise<readonly ApprovalListRow[]> {
  if (executionId !== null && !isUuid(executionId)) return []
  const [time = null, id = null] = after ?? []
  const { rows } = await db.query<ApprovalListRow>({
    name: `list-approvals-${status}`,
    text: status === 'open' ? openText : decidedText,
    values: [workspaceId, executionId, time, id, limit],
  })
  return rows
}

const oneText = `${shown} WHERE a.workspace_id = $1 AND a.id = $2`

/** Null where the workspace has none of this id. */
export async function findApproval(
  db: Queryable,
  { workspaceId, approvalId }: { workspaceId: string; approvalId: string },
): Promise<ApprovalListRow | null> {
  if (!isUuid(approvalId)) return null
  const values = [workspaceId, approvalId]
  return (await db.query<ApprovalListRow>({ name: 'find-approval', text: oneText, values })).rows[0] ?? null
}

const countText = `
SELECT count(*)::int AS count FROM approvals a WHERE a.workspace_id = $1 AND a.status = 'open' AND ${isAskedFor}`

export async function countOpenApprovals(db: Queryable, workspaceId: string): Promise<number> {
  const query = { name: 'count-open-approvals', text: countText, values: [workspaceId] }
  return (await db.query<{ count: number }>(query)).rows[0]?.count ?? 0
}
