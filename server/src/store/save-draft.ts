/** Replaces the draft where its revision is still the one that the change is based on; null where it is not. */
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'
import type { StoredDocument } from './stored-document.ts'

export interface SaveDraft {
  readonly workspaceId: string
  readonly workflowId: string
  readonly document: StoredDocument
  readonly baseRevision: number
  readonly by: string | null
}

const text = `
UPDATE workflow_definitions
   SET draft = $3, name = $4, description = $5, draft_revision = draft_revision + 1, updated_at = now(), updated_by = $6
 WHERE id = $1 AND workspace_id = $2 AND draft_revision = $7 AND deleted_at IS NULL
RETURNING draft_revision, updated_at`

export async function saveDraft(
  db: Queryable,
  input: SaveDraft,
): Promise<{ draftRevision: number; savedAt: Date } | null> {
  if (!isUuid(input.workflowId)) return null
  const { document } = input
  const { rows } = await db.query<{ draft_revision: number; updated_at: Date }>({
    name: 'save-draft',
    text,
    values: [
      input.workflowId,
      input.workspaceId,
      document.json,
      document.name,
      document.description,
      input.by,
      input.baseRevision,
    ],
  })
  const row = rows[0]
  return row === undefined ? null : { draftRevision: row.draft_revision, savedAt: row.updated_at }
}
