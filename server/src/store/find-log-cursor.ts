/** Where the log of a node ends for now; null while it has none. */
import type { Queryable } from './queryable.ts'

const text = `
SELECT id::text AS id, line_count FROM log_chunks
 WHERE execution_id = $1 AND node_id = $2
 ORDER BY attempt DESC, id DESC LIMIT 1`

export async function findLogCursor(
  db: Queryable,
  key: { executionId: string; nodeId: string },
): Promise<string | null> {
  const { rows } = await db.query<{ id: string; line_count: number }>({
    name: 'find-log-cursor',
    text,
    values: [key.executionId, key.nodeId],
  })
  const row = rows[0]
  return row === undefined ? null : `${row.id}.${row.line_count - 1}`
}
