/** One workflow of the workspace with its draft, deleted ones too; null where there is none. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

export interface WorkflowRow {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly draft: WorkflowDocument
  readonly draft_revision: number
  readonly published_version: number | null
  readonly created_at: Date
  readonly updated_at: Date
  readonly updated_by: string | null
  readonly deleted_at: Date | null
}

const text = `
SELECT id, name, description, draft, draft_revision, published_version, created_at, updated_at, updated_by, deleted_at
  FROM workflow_definitions
 WHERE id = $1 AND workspace_id = $2`

interface WorkflowKey {
  readonly workspaceId: string
  readonly workflowId: string
}

export function findWorkflow(db: Queryable, key: WorkflowKey): Promise<WorkflowRow | null> {
  return read(db, key, { name: 'find-workflow', text })
}

/** The same, and nobody else changes it until the transaction ends. */
export function lockWorkflow(db: Queryable, key: WorkflowKey): Promise<WorkflowRow | null> {
  return read(db, key, { name: 'lock-workflow', text: `${text} FOR UPDATE` })
}

async function read(
  db: Queryable,
  key: WorkflowKey,
  statement: { name: string; text: string },
): Promise<WorkflowRow | null> {
  if (!isUuid(key.workflowId)) return null
  const { rows } = await db.query<WorkflowRow>({ ...statement, values: [key.workflowId, key.workspaceId] })
  return rows[0] ?? null
}
