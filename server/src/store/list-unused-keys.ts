/** Which keys of the artifact store no row names any more. Results may be shared, so a key is asked for before it goes. */
import type { Queryable } from './queryable.ts'

const text = `
SELECT k.key FROM unnest($1::text[]) AS k(key)
 WHERE NOT EXISTS (SELECT FROM artifacts a WHERE a.storage_key = k.key)
   AND NOT EXISTS (SELECT FROM node_states s WHERE s.output_ref IS NOT NULL AND s.output_ref->>'key' = k.key)`

export async function listUnusedKeys(db: Queryable, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const { rows } = await db.query<{ key: string }>(text, [keys])
  return rows.map(({ key }) => key)
}
