/** Workers that were heard of lately. */
import type { Queryable } from './queryable.ts'

/** Time-to-live of a worker's presence. */
const LIVE_S = 30

const text = `
SELECT count(*)::int AS count FROM workers
 WHERE stopped_at IS NULL AND last_seen_at > now() - interval '${LIVE_S} seconds'`

export async function countLiveWorkers(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ count: number }>({ name: 'count-live-workers', text })
  return rows[0]?.count ?? 0
}
