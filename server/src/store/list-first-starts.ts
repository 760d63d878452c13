/** When the first attempts of nodes of an execution started, by node index. */
import type { Queryable } from './queryable.ts'

const text = `
SELECT node_index, started_at FROM job_assignments
 WHERE execution_id = $1 AND node_index = ANY($2::int[]) AND attempt = 1`

export async function listFirstStarts(
  db: Queryable,
  key: { executionId: string; nodeIndexes: readonly number[] },
): Promise<ReadonlyMap<number, Date>> {
  if (key.nodeIndexes.length === 0) return new Map()
  const { rows } = await db.query<{ node_index: number; started_at: Date }>({
    name: 'list-first-starts',
    text,
    values: [key.executionId, key.nodeIndexes],
  })
  return new Map(rows.map((row) => [row.node_index, row.started_at]))
}
