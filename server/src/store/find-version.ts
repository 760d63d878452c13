/** One published version with its document, of deleted workflows too; null where there is none. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

export interface VersionRow {
  readonly workspace_id: string
  readonly workflow_id: string
  readonly version: number
  readonly document: WorkflowDocument
  readonly note: string
  readonly created_at: Date
  readonly created_by: string | null
}

const text = `
SELECT w.workspace_id, v.workflow_id, v.version, v.document, v.note, v.created_at, v.created_by
  FROM workflow_versions v JOIN workflow_definitions w ON w.id = v.workflow_id
 WHERE v.workflow_id = $1 AND v.version = $2`

/** PostgreSQL's largest integer: no version is beyond it. */
const MAX_VERSION = 2_147_483_647

export async function findVersionRow(
  db: Queryable,
  key: { workflowId: string; version: number },
): Promise<VersionRow | null> {
  if (!isUuid(key.workflowId) || key.version > MAX_VERSION) return null
  const values = [key.workflowId, key.version]
  const { rows } = await db.query<VersionRow>({ name: 'find-version-row', text, values })
  return rows[0] ?? null
}
