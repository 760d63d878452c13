/** Removes executions that are final with all that was recorded of them. */
import type { Queryable } from './queryable.ts'

const lockText = `
SELECT id FROM workflow_executions
 WHERE id = ANY($1::uuid[]) AND workspace_id = $2 AND status IN ('completed', 'failed', 'cancelled')
   FOR UPDATE`

const tables = ['log_chunks', 'artifacts', 'job_assignments', 'node_states', 'execution_events']

/** The ids that were removed. To be run in a transaction. */
export async function deleteExecutions(
  db: Queryable,
  input: { workspaceId: string; executionIds: readonly string[] },
): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(lockText, [input.executionIds, input.workspaceId])
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return ids
  for (const table of tables)
    await db.query(`DELETE FROM ${table} WHERE execution_id = ANY($1::uuid[])`, [ids])
  await db.query('DELETE FROM workflow_executions WHERE id = ANY($1::uuid[])', [ids])
  return ids
}
