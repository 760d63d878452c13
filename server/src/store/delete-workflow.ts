/** Takes a workflow out of the lists. Its versions and executions stay; false where it was not there. */
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

const text = `
UPDATE workflow_definitions SET deleted_at = now(), updated_at = now(), updated_by = $3
 WHERE id = $1 AND workspace_id = $2 AND deleted_at IS NULL`

export async function markWorkflowDeleted(
  db: Queryable,
  input: { workspaceId: string; workflowId: string; by: string | null },
): Promise<boolean> {
  if (!isUuid(input.workflowId)) return false
  const { rowCount } = await db.query(text, [input.workflowId, input.workspaceId, input.by])
  return rowCount === 1
}

const liveText = `
SELECT id FROM workflow_executions
 WHERE workspace_id = $1 AND workflow_id = $2 AND status IN ('pending', 'running', 'paused')`

/** Executions that are not final. The partial index holds nothing else, so this costs what is live. */
export async function listLiveExecutionIds(
  db: Queryable,
  input: { workspaceId: string; workflowId: string },
): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(liveText, [input.workspaceId, input.workflowId])
  return rows.map((row) => row.id)
}
