/** What is stored under the id of an execution that is not there. */
import { isStillWritten, type StrayTable, strayTables } from './list-stray-executions.ts'
import type { Queryable } from './queryable.ts'

export interface StrayRows {
  /** Rows; of the log, lines. */
  readonly counts: Readonly<Record<StrayTable, number>>
  /** Seq of the last event; 0 where there is none. */
  readonly lastSeq: number
  /** Told by its events or its artifacts; null where nothing tells it. */
  readonly workflowId: string | null
  readonly workspaceId: string
}

interface Row {
  readonly is_written: boolean
  readonly counts: Record<StrayTable, number>
  readonly last_seq: number
  readonly workflow_id: string | null
  readonly workspace_id: string
}

const amountOf = (table: StrayTable) =>
  table === 'log_chunks' ? 'coalesce(sum(greatest(line_count, 1)), 0)' : 'count(*)'

const counts = strayTables
  .map((table) => `'${table}', (SELECT ${amountOf(table)} FROM ${table} WHERE execution_id = $1)`)
  .join(', ')

// Compared as text: what an event says may be anything.
const text = `
SELECT json_build_object(${counts}) AS counts, ${isStillWritten('$1')} AS is_written,
       coalesce((SELECT max(seq) FROM execution_events WHERE execution_id = $1), 0) AS last_seq,
       w.id AS workflow_id,
       coalesce((SELECT workspace_id FROM artifacts WHERE execution_id = $1 LIMIT 1), w.workspace_id,
                (SELECT id FROM workspaces ORDER BY created_at LIMIT 1)) AS workspace_id
  FROM (SELECT 1) AS one
  LEFT JOIN LATERAL (
    SELECT d.id, d.workspace_id FROM execution_events e JOIN workflow_definitions d ON d.id::text = e.data->>'workflowId'
     WHERE e.execution_id = $1 AND e.type = 'execution_created' ORDER BY e.seq LIMIT 1) w ON true
 WHERE NOT EXISTS (SELECT FROM workflow_executions WHERE id = $1)`

/** Null where the execution is there, or nothing is stored under its id but lines that a worker has just written. */
export async function countStrayRows(db: Queryable, executionId: string): Promise<StrayRows | null> {
  const { rows } = await db.query<Row>({ name: 'count-stray-rows', text, values: [executionId] })
  const [row] = rows
  if (row === undefined) return null
  const { counts, last_seq: lastSeq, workflow_id: workflowId, workspace_id: workspaceId } = row
  const hasMoreThanLog = strayTables.some((table) => table !== 'log_chunks' && counts[table] > 0)
  if (!hasMoreThanLog && (counts.log_chunks === 0 || row.is_written)) return null
  return { counts, lastSeq, workflowId, workspaceId }
}
