/** Workers that were heard of within their time-to-live. */
import type { Queryable } from './queryable.ts'

const text = `
SELECT count(*)::int AS count FROM workers
 WHERE stopped_at IS NULL AND last_seen_at > now() - $1 * interval '1 millisecond'`

export async function countLiveWorkers(db: Queryable, timeToLiveMs: number): Promise<number> {
  const values = [timeToLiveMs]
  const { rows } = await db.query<{ count: number }>({ name: 'count-live-workers', text, values })
  return rows[0]?.count ?? 0
}
