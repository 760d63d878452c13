/** Removes executions that are final with all that was recorded of them, and with those that ran for their nodes. */
import type { Queryable } from './queryable.ts'

const live = `('pending', 'running', 'paused')`

// A tree goes as a whole or not at all; what runs for a node that still waits for it does not go.
const lockText = `
WITH RECURSIVE tree AS (
  SELECT e.id, e.status, e.id AS top FROM workflow_executions e
   WHERE e.id = ANY($1::uuid[]) AND e.workspace_id = $2
     AND NOT EXISTS (SELECT FROM workflow_executions p WHERE p.id = e.parent_execution_id AND p.status IN ${live})
  UNION ALL
  SELECT c.id, c.status, tree.top FROM tree JOIN workflow_executions c ON c.parent_execution_id = tree.id
)
SELECT id FROM workflow_executions
 WHERE id IN (SELECT id FROM tree WHERE top NOT IN (SELECT top FROM tree WHERE status IN ${live}))
   FOR UPDATE`

const tables = [
  'log_chunks',
  'artifacts',
  'job_assignments',
  'node_states',
  'execution_events',
  'execution_items',
  'execution_lists',
  'execution_checkpoints',
  'execution_quarantine',
]

/** What repairs put aside of them. */
const evidenceTables = ['quarantined_rows', 'quarantined_events']

/** The ids that were removed, those of nested executions among them. To be run in a transaction. */
export async function deleteExecutions(
  db: Queryable,
  input: { workspaceId: string; executionIds: readonly string[] },
): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(lockText, [input.executionIds, input.workspaceId])
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return ids
  for (const table of evidenceTables)
    await db.query(
      `DELETE FROM ${table} WHERE quarantine_id IN (SELECT id FROM execution_quarantine WHERE execution_id = ANY($1::uuid[]))`,
      [ids],
    )
  for (const table of tables)
    await db.query(`DELETE FROM ${table} WHERE execution_id = ANY($1::uuid[])`, [ids])
  await db.query('DELETE FROM workflow_executions WHERE id = ANY($1::uuid[])', [ids])
  return ids
}
