/** Keys of what executions keep in the artifact store: their artifacts, and outputs too large for a row. */
import type { Queryable } from './queryable.ts'

const text = `
SELECT storage_key AS key FROM artifacts WHERE execution_id = ANY($1::uuid[])
UNION
SELECT output_ref->>'key' FROM node_states
 WHERE execution_id = ANY($1::uuid[]) AND output_ref IS NOT NULL AND output_ref->>'key' IS NOT NULL`

export async function listStoredKeys(db: Queryable, executionIds: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(text, [executionIds])
  return rows.map(({ key }) => key)
}
