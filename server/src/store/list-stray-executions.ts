/**
 * Ids under which a table has rows although their execution is not there. No foreign keys guard the tables that
 * grow with the work, so that damage or a restore in part may leave such rows.
 */
import type { Queryable } from './queryable.ts'

/** Tables in which rows without their execution are sought; each has an index that begins with `execution_id`. */
export const strayTables = [
  'execution_events',
  'node_states',
  'job_assignments',
  'artifacts',
  'execution_items',
  'execution_lists',
  'execution_checkpoints',
  'log_chunks',
] as const
export type StrayTable = (typeof strayTables)[number]

export interface StrayPage {
  readonly ids: readonly string[]
  /** Where the next page begins; null after the last one. */
  readonly next: string | null
}

/**
 * Log lines may come after their execution was deleted, from a worker that still ends what it ran. They are left alone
 * until nobody can be writing any more; a worker keeps its last lines while the database is away.
 */
export const isStillWritten = (id: string) =>
  `EXISTS (SELECT FROM log_chunks l WHERE l.execution_id = ${id} AND l.created_at > now() - interval '1 hour')`

const isLeftAlone = (table: StrayTable) => (table === 'log_chunks' ? isStillWritten('found.id') : 'false')

// Steps from one id to the next in the index, at the cost of the executions and not of their rows.
const textOf = (table: StrayTable) => `
WITH RECURSIVE found (id, place) AS (
  (SELECT execution_id, 1 FROM ${table} WHERE execution_id >= $1 ORDER BY execution_id LIMIT 1)
  UNION ALL
  SELECT (SELECT t.execution_id FROM ${table} t WHERE t.execution_id > found.id ORDER BY t.execution_id LIMIT 1), place + 1
    FROM found WHERE id IS NOT NULL AND place <= $2
)
SELECT id, place > $2 AS "isNext" FROM found
 WHERE id IS NOT NULL AND (place > $2
    OR NOT EXISTS (SELECT FROM workflow_executions e WHERE e.id = found.id) AND NOT ${isLeftAlone(table)})
 ORDER BY place`

export const firstId = '00000000-0000-0000-0000-000000000000'

/** Looks at `limit` ids from `from` on. */
export async function listStrayExecutions(
  db: Queryable,
  { table, from, limit }: { readonly table: StrayTable; readonly from: string; readonly limit: number },
): Promise<StrayPage> {
  const { rows } = await db.query<{ id: string; isNext: boolean }>({
    name: `list-stray-${table}`,
    text: textOf(table),
    values: [from, limit],
  })
  const next = rows.find(({ isNext }) => isNext)?.id ?? null
  return { ids: rows.flatMap(({ id, isNext }) => (isNext ? [] : [id])), next }
}
