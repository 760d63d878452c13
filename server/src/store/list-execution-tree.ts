/** An execution and all that ran for its nodes, however deep. */
import type { Queryable } from './queryable.ts'

const text = `
WITH RECURSIVE tree AS (
  SELECT id FROM workflow_executions WHERE id = $1
  UNION ALL
  SELECT c.id FROM tree JOIN workflow_executions c ON c.parent_execution_id = tree.id
)
SELECT id FROM tree`

export async function listExecutionTree(db: Queryable, executionId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'list-execution-tree',
    text,
    values: [executionId],
  })
  return rows.map(({ id }) => id)
}
