/** Reads one published version. Versions never change, so callers may keep the answer for ever. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { Queryable } from './queryable.ts'

export interface LoadedVersion {
  readonly workspaceId: string
  readonly workflowName: string
  readonly document: WorkflowDocument
}

const text = `
SELECT w.workspace_id AS "workspaceId", v.document->>'name' AS "workflowName", v.document
  FROM workflow_versions v JOIN workflow_definitions w ON w.id = v.workflow_id
 WHERE v.workflow_id = $1 AND v.version = $2`

export async function findVersion(
  db: Queryable,
  key: { workflowId: string; version: number },
): Promise<LoadedVersion | null> {
  const result = await db.query<LoadedVersion>({
    name: 'find-version',
    text,
    values: [key.workflowId, key.version],
  })
  return result.rows[0] ?? null
}
