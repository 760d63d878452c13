/** Puts the state of an execution as it stands into quarantine. Copied inside the database, however much it is. */
import type { Queryable } from './queryable.ts'

export interface NewQuarantine {
  readonly id: string
  readonly executionId: string
  readonly foundBy: string
  readonly findings: readonly unknown[]
  readonly repair: 'events' | 'checkpoint' | 'start'
  readonly checkpointSeq: number | null
  readonly oldSeq: number
  readonly newSeq: number
}

const rowsText = `
INSERT INTO quarantined_rows (quarantine_id, node_index, "row")
SELECT $1, node_index, to_jsonb(n) - 'execution_id' FROM node_states n WHERE execution_id = $2`

const eventsText = `
INSERT INTO quarantined_events (quarantine_id, seq, event)
SELECT $1, seq, to_jsonb(e) - 'execution_id' FROM execution_events e WHERE execution_id = $2`

const headText = `
INSERT INTO execution_quarantine (id, workspace_id, workflow_id, execution_id, found_by, findings, execution, repair,
       checkpoint_seq, old_seq, new_seq, row_count, event_count)
SELECT $1, workspace_id, workflow_id, id, $3, $4, to_jsonb(e) - 'input' - 'item', $5, $6, $7, $8, $9, $10
  FROM workflow_executions e WHERE id = $2`

/** To be called before anything is changed, in the transaction of the repair; `sealQuarantine` says how it ended. */
export async function insertQuarantine(db: Queryable, found: NewQuarantine): Promise<void> {
  const key = [found.id, found.executionId]
  const rows = await db.query(rowsText, key)
  const events = await db.query(eventsText, key)
  const { foundBy, findings, repair, checkpointSeq, oldSeq, newSeq } = found
  const how = [repair, checkpointSeq, oldSeq, newSeq]
  await db.query(headText, [
    ...key,
    foundBy,
    JSON.stringify(findings),
    ...how,
    rows.rowCount ?? 0,
    events.rowCount ?? 0,
  ])
}

/** Writes down the seq at which the repaired execution stands. */
export async function sealQuarantine(db: Queryable, id: string, newSeq: number): Promise<void> {
  await db.query('UPDATE execution_quarantine SET new_seq = $2 WHERE id = $1', [id, newSeq])
}
