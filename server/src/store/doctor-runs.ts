/** Runs of the doctor: at most one at a time in the whole installation, and what the last one found. */
import type { Queryable } from './queryable.ts'

export interface DoctorRunRow {
  readonly id: string
  readonly status: 'running' | 'done' | 'failed'
  readonly repairs: boolean
  readonly started_by: string
  readonly started_at: Date
  readonly finished_at: Date | null
  readonly checked: number
  readonly damaged: number
  readonly repaired: number
  readonly strays: number
  readonly cases: unknown
  readonly error: string | null
}

export interface DoctorProgress {
  readonly checked: number
  readonly damaged: number
  readonly repaired: number
  readonly strays: number
  readonly cases: readonly unknown[]
}

/** A run that says nothing for so long belongs to a process that is gone. */
const silentText = `
UPDATE doctor_runs SET status = 'failed', finished_at = now(), error = 'Its process ended before it did.'
 WHERE status = 'running' AND heartbeat_at < now() - interval '60 seconds'`

const insertText = `
INSERT INTO doctor_runs (id, status, repairs, started_by) VALUES ($1, 'running', $2, $3)
ON CONFLICT DO NOTHING`

/** False where another run is under way. */
export async function beginDoctorRun(
  db: Queryable,
  run: { readonly id: string; readonly repairs: boolean; readonly startedBy: string },
): Promise<boolean> {
  await db.query(silentText)
  const result = await db.query(insertText, [run.id, run.repairs, run.startedBy])
  return (result.rowCount ?? 0) > 0
}

/** Also the run's sign of life. */
export async function updateDoctorRun(db: Queryable, id: string, progress: DoctorProgress): Promise<void> {
  const text = `UPDATE doctor_runs SET heartbeat_at = now(), checked = $2, damaged = $3, repaired = $4, cases = $5, strays = $6
 WHERE id = $1 AND status = 'running'`
  const { checked, damaged, repaired, strays, cases } = progress
  await db.query({
    name: 'update-doctor-run',
    text,
    values: [id, checked, damaged, repaired, JSON.stringify(cases), strays],
  })
}

export async function finishDoctorRun(db: Queryable, id: string, error: string | null): Promise<void> {
  const text = `UPDATE doctor_runs SET status = CASE WHEN $2::text IS NULL THEN 'done' ELSE 'failed' END, finished_at = now(),
       error = $2 WHERE id = $1 AND status = 'running'`
  await db.query(text, [id, error])
}

const columns =
  'id, status, repairs, started_by, started_at, finished_at, checked, damaged, repaired, strays, cases, error'

/** The newest runs first. */
export async function listDoctorRuns(db: Queryable, limit: number): Promise<readonly DoctorRunRow[]> {
  const text = `SELECT ${columns} FROM doctor_runs ORDER BY started_at DESC LIMIT $1`
  return (await db.query<DoctorRunRow>({ name: 'list-doctor-runs', text, values: [limit] })).rows
}
