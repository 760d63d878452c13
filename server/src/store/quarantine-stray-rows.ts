/** Moves what is stored under the id of an execution that is not there into quarantine. To be run in a transaction. */
import { strayTables } from './list-stray-executions.ts'
import type { Queryable } from './queryable.ts'

export interface StrayQuarantine {
  readonly id: string
  readonly executionId: string
  readonly workspaceId: string
  readonly workflowId: string | null
  readonly foundBy: string
  readonly findings: readonly unknown[]
  readonly lastSeq: number
}

// Each statement by itself leaves alone what has got its execution meanwhile.
const removed = (table: string) => `
WITH gone AS (
  DELETE FROM ${table} WHERE execution_id = $2 AND NOT EXISTS (SELECT FROM workflow_executions WHERE id = $2)
  RETURNING *
)`

const eventsText = `${removed('execution_events')}
INSERT INTO quarantined_events (quarantine_id, seq, event)
SELECT $1, seq, to_jsonb(gone) - 'execution_id' FROM gone`

const rowsText = (table: string) => `${removed(table)}
INSERT INTO quarantined_rows (quarantine_id, node_index, "row")
SELECT $1, $3 + row_number() OVER (), jsonb_build_object('table', '${table}') || (to_jsonb(gone) - 'execution_id') FROM gone`

const headText = `
INSERT INTO execution_quarantine (id, workspace_id, workflow_id, execution_id, found_by, findings, execution, repair,
       old_seq, new_seq, row_count, event_count)
VALUES ($1, $2, $3, $4, $5, $6, 'null', 'removal', $7, 0, $8, $9)`

const movedTables = strayTables.filter((table) => table !== 'execution_events')

/** False where there was nothing to move any more. */
export async function quarantineStrayRows(db: Queryable, stray: StrayQuarantine): Promise<boolean> {
  const { id, executionId, workspaceId, workflowId, foundBy, findings, lastSeq } = stray
  const events = (await db.query(eventsText, [id, executionId])).rowCount ?? 0
  let rows = 0
  for (const table of movedTables)
    rows += (await db.query(rowsText(table), [id, executionId, rows])).rowCount ?? 0
  if (events + rows === 0) return false
  const found = [workspaceId, workflowId, executionId, foundBy, JSON.stringify(findings)]
  await db.query(headText, [id, ...found, lastSeq, rows, events])
  return true
}
