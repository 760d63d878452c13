/** Writes log lines; the ids come back in the order of the chunks. */
import type { LogChunk } from '../logs/log-line.ts'
import type { Queryable } from './queryable.ts'

// Sorted before the insert so that ids grow in the order of the chunks, whatever the plan.
const text = `
INSERT INTO log_chunks (execution_id, node_id, attempt, line_count, lines)
SELECT c.execution_id, c.node_id, c.attempt, c.line_count, c.lines::jsonb
  FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::text[])
       WITH ORDINALITY AS c(execution_id, node_id, attempt, line_count, lines, place)
 ORDER BY c.place
RETURNING id::text AS id`

export async function appendLogChunks(
  db: Queryable,
  chunks: readonly LogChunk[],
): Promise<readonly string[]> {
  const values = [
    chunks.map((chunk) => chunk.executionId),
    chunks.map((chunk) => chunk.nodeId),
    chunks.map((chunk) => chunk.attempt),
    chunks.map((chunk) => chunk.lines.length),
    chunks.map((chunk) => JSON.stringify(chunk.lines)),
  ]
  const result = await db.query<{ id: string }>({ name: 'append-log-chunks', text, values })
  return result.rows.map((row) => row.id)
}
