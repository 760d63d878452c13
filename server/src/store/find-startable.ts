/** What starting needs to know of workflows: where they belong, and which version is published. */
import type { Queryable } from './queryable.ts'

export interface Startable {
  readonly id: string
  readonly workspace_id: string
  readonly published_version: number | null
  readonly deleted: boolean
}

const text = `
SELECT id, workspace_id, published_version, deleted_at IS NOT NULL AS deleted
  FROM workflow_definitions WHERE id = ANY($1::uuid[])`

/** Many at once: requests that arrive while one such read is under way share the next. */
export async function findStartable(
  db: Queryable,
  workflowIds: readonly string[],
): Promise<readonly Startable[]> {
  const { rows } = await db.query<Startable>({ name: 'find-startable', text, values: [workflowIds] })
  return rows
}
