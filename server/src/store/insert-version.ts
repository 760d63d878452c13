/** Makes the present draft the next version and the published one. The caller holds the workflow's lock. */
import type { Queryable } from './queryable.ts'

export interface InsertVersion {
  readonly workflowId: string
  readonly nodeCount: number
  readonly note: string
  readonly by: string | null
}

const text = `
WITH published AS (
  UPDATE workflow_definitions
     SET published_version = coalesce(published_version, 0) + 1, updated_at = now(), updated_by = $4
   WHERE id = $1
  RETURNING id, draft, published_version
)
INSERT INTO workflow_versions (workflow_id, version, document, node_count, note, created_by)
SELECT id, published_version, draft, $2, $3, $4 FROM published
RETURNING version, created_at`

export async function insertVersion(
  db: Queryable,
  input: InsertVersion,
): Promise<{ version: number; createdAt: Date }> {
  const values = [input.workflowId, input.nodeCount, input.note, input.by]
  const { rows } = await db.query<{ version: number; created_at: Date }>(text, values)
  const [row] = rows
  if (row === undefined) throw new RangeError(`No workflow ${input.workflowId} to publish`)
  return { version: row.version, createdAt: row.created_at }
}
