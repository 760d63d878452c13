/** The starts that a rate limit counted: exact over every period, not only over those on the clock. */
import type { Queryable } from './queryable.ts'

const endedText = `
DELETE FROM rate_starts WHERE ctid = ANY(ARRAY(
  SELECT r.ctid FROM rate_starts r
   WHERE r.started_at < clock_timestamp() - r.per_ms * interval '1 millisecond'
     AND NOT EXISTS (SELECT FROM rate_starts o
                      WHERE o.workspace_id = r.workspace_id AND o.key = r.key AND o.per_ms > r.per_ms)
   LIMIT 10000))`

/** Forgets starts whose period is over, those of keys that nobody uses again with them. */
export async function deleteEndedRateStarts(db: Queryable): Promise<void> {
  await db.query({ name: 'delete-ended-rate-starts', text: endedText })
}
