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

const insertText = `
WITH old AS (
  DELETE FROM rate_starts
   WHERE workspace_id = $1 AND key = $2 AND started_at < clock_timestamp() - $3 * interval '1 millisecond'
)
INSERT INTO rate_starts (workspace_id, key, started_at, slots, per_ms) VALUES ($1, $2, clock_timestamp(), $4, $3)`

/** Counts a start, and forgets those that count no more. */
export async function insertRateStart(db: Queryable, rate: RateKey): Promise<void> {
  const values = [rate.workspaceId, rate.key, rate.perMs, rate.limit]
  await db.query({ name: 'insert-rate-start', text: insertText, values })
}
