/**
 * Writes log lines; the ids come back in the order of the chunks.
 *
 * Ids are given out before a commit, so without care a reader could pass an id that is committed later and
 * never see its lines. Writers of one execution therefore take turns: each holds a lock of the execution until
 * its commit is visible. Comparing the writers' transaction ids with the oldest running one was tried: any
 * transaction anywhere in the cluster then hid the lines of a node that had ended.
 */
import type { LogChunk } from '../logs/log-line.ts'
import type { Queryable } from './queryable.ts'

// Locks in one order everywhere, so that two writers never wait for each other; the count makes the insert wait
// for all of them. Chunks are sorted so that ids grow in their order, whatever the plan.
const text = `
WITH executions AS MATERIALIZED (
  SELECT DISTINCT hashtextextended(e::text, 4400) AS key FROM unnest($1::uuid[]) AS e ORDER BY 1
), locks AS MATERIALIZED (
  SELECT pg_advisory_xact_lock(key) FROM executions
)
INSERT INTO log_chunks (execution_id, node_id, attempt, line_count, lines)
SELECT c.execution_id, c.node_id, c.attempt, c.line_count, c.lines::json
  FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::text[])
       WITH ORDINALITY AS c(execution_id, node_id, attempt, line_count, lines, place)
 WHERE (SELECT count(*) FROM locks) > 0
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
