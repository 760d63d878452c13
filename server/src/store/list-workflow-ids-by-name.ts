/** Workflows whose name contains a text, whatever the case; deleted ones too, because their history stays. */
import type { Queryable } from './queryable.ts'

const text = `
SELECT id FROM workflow_definitions
 WHERE workspace_id = $1 AND strpos(lower(name), lower($2)) > 0 LIMIT 1000`

export async function listWorkflowIdsByName(
  db: Queryable,
  input: { workspaceId: string; search: string },
): Promise<readonly string[]> {
  const values = [input.workspaceId, input.search]
  const { rows } = await db.query<{ id: string }>({ name: 'list-workflow-ids-by-name', text, values })
  return rows.map(({ id }) => id)
}
