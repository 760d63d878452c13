/** How busy all workers were in the last minutes: written by whoever sweeps, read by every server. */
import type { Queryable } from './queryable.ts'

/** As far as the workers screen looks back. */
const keptMinutes = 15
/** Two that sweep at once, or one after the other, write one row. */
const bucket = "date_bin('10 seconds', now(), timestamptz 'epoch')"

const insertText = `
WITH gone AS (
  DELETE FROM fleet_load WHERE at < now() - interval '${keptMinutes} minutes'
), present AS (
  SELECT id, capacity FROM workers
   WHERE stopped_at IS NULL AND last_seen_at > now() - $1 * interval '1 millisecond'
)
INSERT INTO fleet_load (at, used, slots, waiting)
SELECT ${bucket},
       (SELECT count(*) FROM node_states WHERE status = 'running' AND worker_id IN (SELECT id FROM present)),
       (SELECT coalesce(sum(capacity), 0) FROM present), $2
ON CONFLICT (at) DO NOTHING`

/** `waiting` is null where the queue did not answer. */
export async function keepFleetLoad(
  db: Queryable,
  { silentForMs, waiting }: { readonly silentForMs: number; readonly waiting: number | null },
): Promise<void> {
  await db.query({ name: 'keep-fleet-load', text: insertText, values: [silentForMs, waiting] })
}

export interface FleetLoadRow {
  /** By the clock of the database. */
  readonly agoMs: number
  readonly used: number
  readonly slots: number
  readonly waiting: number | null
}

const listText = `
SELECT extract(epoch FROM now() - at)::float8 * 1000 AS "agoMs", used, slots, waiting FROM fleet_load
 WHERE at > now() - interval '${keptMinutes} minutes' ORDER BY at`

/** Oldest first. */
export async function listFleetLoad(db: Queryable): Promise<readonly FleetLoadRow[]> {
  return (await db.query<FleetLoadRow>({ name: 'list-fleet-load', text: listText, values: [] })).rows
}
