/** Workflows of the workspace that a reference may mean: one by its id, else those with the name. Deleted ones are not. */
import { isUuid } from './is-uuid.ts'
import type { Queryable } from './queryable.ts'

export interface ReferencedWorkflow {
  readonly id: string
  readonly name: string
  readonly publishedVersion: number | null
}

const text = `
SELECT id, name, published_version AS "publishedVersion" FROM workflow_definitions
 WHERE workspace_id = $1 AND deleted_at IS NULL AND (id = $2::uuid OR ($2::uuid IS NULL AND name = $3))
 LIMIT 2`

/** At most two: more than one says that a name is not enough. */
export async function listReferencedWorkflows(
  db: Queryable,
  input: { readonly workspaceId: string; readonly reference: string },
): Promise<readonly ReferencedWorkflow[]> {
  const { workspaceId, reference } = input
  // PostgreSQL refuses to look for what no name can hold.
  if (reference.includes('\u0000')) return []
  const values = [workspaceId, isUuid(reference) ? reference : null, reference]
  const { rows } = await db.query<ReferencedWorkflow>({ name: 'list-referenced-workflows', text, values })
  return rows
}
