/** Ids of executions of all workspaces, newest first, a page after the other. */
import type { Queryable } from './queryable.ts'

// Ids begin with the time, so that the primary key has them in order and a page costs its rows.
const text = `
SELECT id FROM workflow_executions
 WHERE ($1::uuid IS NULL OR id < $1) AND ($2::timestamptz IS NULL OR created_at >= $2)
 ORDER BY id DESC LIMIT $3`

export async function listExecutionIds(
  db: Queryable,
  input: { readonly before: string | null; readonly since: Date | null; readonly limit: number },
): Promise<readonly string[]> {
  const values = [input.before, input.since, input.limit]
  const { rows } = await db.query<{ id: string }>({ name: 'list-execution-ids', text, values })
  return rows.map((row) => row.id)
}
