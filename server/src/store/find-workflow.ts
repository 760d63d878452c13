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

/** The draft as text: whoever holds the lock hands it on and does not look into it. */
export type LockedWorkflowRow = Omit<WorkflowRow, 'draft'> & { readonly draft_json: string }

const columns =
  'id, name, description, draft_revision, published_version, created_at, updated_at, updated_by, deleted_at'
const findText = `SELECT ${columns}, draft FROM workflow_definitions WHERE id = $1 AND workspace_id = $2`
const lockText = `SELECT ${columns}, draft::text AS draft_json FROM workflow_definitions
 WHERE id = $1 AND workspace_id = $2 FOR UPDATE`

interface WorkflowKey {
  readonly workspaceId: string
  readonly workflowId: string
}

export async function findWorkflow(db: Queryable, key: WorkflowKey): Promise<WorkflowRow | null> {
  if (!isUuid(key.workflowId)) return null
  const values = [key.workflowId, key.workspaceId]
  const { rows } = await db.query<WorkflowRow>({ name: 'find-workflow', text: findText, values })
  return rows[0] ?? null
}

/** The same, and nobody else changes it until the transaction ends. */
export async function lockWorkflow(db: Queryable, key: WorkflowKey): Promise<LockedWorkflowRow | null> {
  if (!isUuid(key.workflowId)) return null
  const values = [key.workflowId, key.workspaceId]
  const { rows } = await db.query<LockedWorkflowRow>({ name: 'lock-workflow', text: lockText, values })
  return rows[0] ?? null
}
