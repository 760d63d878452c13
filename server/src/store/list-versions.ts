/** The versions of a workflow, newest first. */
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

export interface VersionListRow {
  readonly version: number
  readonly created_at: Date
  readonly created_by: string | null
  readonly note: string
  readonly node_count: number
}

const text = `
SELECT version, created_at, created_by, note, node_count
  FROM workflow_versions
 WHERE workflow_id = $1 AND version < $2
 ORDER BY version DESC
 LIMIT $3`

/** Above every version. */
const NO_CURSOR = 2_147_483_647

export async function listVersionRows(
  db: Queryable,
  input: { workflowId: string; before: number | null; limit: number },
): Promise<readonly VersionListRow[]> {
  if (!isUuid(input.workflowId)) return []
  const values = [input.workflowId, input.before ?? NO_CURSOR, input.limit]
  const { rows } = await db.query<VersionListRow>({ name: 'list-versions', text, values })
  return rows
}
