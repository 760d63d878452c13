/** Rates with what was started within their period. */
import type { Queryable } from './queryable.ts'

export interface RateRow {
  readonly key: string
  readonly slots: number
  readonly perMs: number
  readonly starts: number
  /** When the next start is allowed; null where one is now. */
  readonly nextAt: Date | null
}

// Nodes may name different sizes for a key: the last start says which one counts now.
const text = `
SELECT l.key, l.slots, l.per_ms AS "perMs", s.starts, s.next_at AS "nextAt"
  FROM (SELECT DISTINCT ON (key) key, slots, per_ms FROM rate_starts
         WHERE workspace_id = $1 AND ($2::text IS NULL OR strpos(lower(key), lower($2)) > 0)
         ORDER BY key, started_at DESC, id DESC) l
 CROSS JOIN LATERAL (
   SELECT count(*)::int AS starts,
          (array_agg(r.started_at ORDER BY r.started_at DESC))[l.slots] + l.per_ms * interval '1 millisecond' AS next_at
     FROM rate_starts r
    WHERE r.workspace_id = $1 AND r.key = l.key
      AND r.started_at > clock_timestamp() - l.per_ms * interval '1 millisecond') s
 WHERE s.starts > 0
 ORDER BY l.key
 LIMIT 500`

export async function listRates(
  db: Queryable,
  { workspaceId, search }: { workspaceId: string; search: string | null },
): Promise<readonly RateRow[]> {
  const values = [workspaceId, search]
  return (await db.query<RateRow>({ name: 'list-rates', text, values })).rows
}
