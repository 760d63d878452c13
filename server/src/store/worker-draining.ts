/** Writes down what people want of a worker. It learns of it by its next renewal at the latest. */
import type { Queryable } from './queryable.ts'
import type { DrainOrder } from './worker-presence.ts'

// An order that changes nothing keeps the time and the name of the one before.
const text = `
UPDATE workers
   SET draining = $2, drain_revision = drain_revision + 1,
       drain_changed_at = CASE WHEN draining = $2 THEN drain_changed_at ELSE now() END,
       drain_changed_by = CASE WHEN draining = $2 THEN drain_changed_by ELSE $3 END
 WHERE id = $1 AND stopped_at IS NULL
RETURNING draining, drain_revision AS revision`

/** Null where no worker has the id, or it said goodbye. */
export async function setWorkerDraining(
  db: Queryable,
  input: { id: string; draining: boolean; by: string | null },
): Promise<DrainOrder | null> {
  const values = [input.id, input.draining, input.by]
  const { rows } = await db.query<{ draining: boolean; revision: number }>({
    name: 'set-worker-draining',
    text,
    values,
  })
  return rows[0] ?? null
}
