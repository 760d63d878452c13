/** One published version with its document, of deleted workflows too; null where there is none. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

export interface VersionRow {
  readonly workspace_id: string
  readonly workflow_id: string
  readonly version: number
  readonly document: WorkflowDocument
  readonly document_bytes: number
  readonly note: string
  readonly created_at: Date
  readonly created_by: string | null
}

const text = `
SELECT w.workspace_id, v.workflow_id, v.version, v.document, octet_length(v.document::text) AS document_bytes,
       v.note, v.created_at, v.created_by
  FROM workflow_versions v JOIN workflow_definitions w ON w.id = v.workflow_id
 WHERE v.workflow_id = $1 AND v.version = $2`

/** Of a usual node. A document may have few nodes and megabytes of parameters or metadata. */
const BYTES_A_NODE = 200

/** What a version counts for in a cache that is limited by nodes. */
export function weightInNodes({ document_bytes: bytes }: VersionRow, nodes: number): number {
  return Math.max(nodes, Math.ceil(bytes / BYTES_A_NODE))
}

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
