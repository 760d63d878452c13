/** Which of these executions are still there: what was deleted has no results to refer to. */
import type { Queryable } from './queryable.ts'

const text = 'SELECT id FROM workflow_executions WHERE id = ANY($1::uuid[])'

export async function listPresentExecutions(
  db: Queryable,
  executionIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (executionIds.length === 0) return new Set()
  const { rows } = await db.query<{ id: string }>({
    name: 'list-present-executions',
    text,
    values: [executionIds],
  })
  return new Set(rows.map(({ id }) => id))
}
