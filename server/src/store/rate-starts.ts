/** The starts that a rate limit counts: exact over every period, not only over those on the clock. */
import type { Queryable } from './queryable.ts'

export interface RateKey {
  readonly workspaceId: string
  readonly key: string
  readonly limit: number
  readonly perMs: number
}

// The limit-th latest start has to lie a whole period back.
const untilText = `
SELECT started_at + $4 * interval '1 millisecond' AS until
  FROM rate_starts
 WHERE workspace_id = $1 AND key = $2 AND started_at > clock_timestamp() - $4 * interval '1 millisecond'
 ORDER BY started_at DESC
OFFSET $3 - 1 LIMIT 1`

/** When the key allows the next start; null where it does now. To be asked under the key's lock. */
export async function findRateUntil(db: Queryable, rate: RateKey): Promise<Date | null> {
  const values = [rate.workspaceId, rate.key, rate.limit, rate.perMs]
  const result = await db.query<{ until: Date }>({ name: 'find-rate-until', text: untilText, values })
  return result.rows[0]?.until ?? null
}

// A key may be shared by nodes that name different periods: the longest one still needs what the others do not.
const insertText = `
WITH old AS (
  DELETE FROM rate_starts
   WHERE workspace_id = $1 AND key = $2
     AND started_at < clock_timestamp() - interval '1 millisecond' *
         greatest($3, (SELECT max(per_ms) FROM rate_starts WHERE workspace_id = $1 AND key = $2))
)
INSERT INTO rate_starts (workspace_id, key, started_at, slots, per_ms) VALUES ($1, $2, clock_timestamp(), $4, $3)`

/** Counts a start, and forgets those that count no more. */
export async function insertRateStart(db: Queryable, rate: RateKey): Promise<void> {
  const values = [rate.workspaceId, rate.key, rate.perMs, rate.limit]
  await db.query({ name: 'insert-rate-start', text: insertText, values })
}

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
