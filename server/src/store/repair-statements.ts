/**
 * The statements of a repair. All of them are to be run in the transaction that holds the execution's row:
 * whoever commits a transition waits for it, and finds another seq afterwards.
 */
import type { Queryable } from './queryable.ts'

/** Takes the execution's row for this transaction; false where there is none. */
export async function lockExecution(db: Queryable, executionId: string): Promise<boolean> {
  const text = 'SELECT 1 FROM workflow_executions WHERE id = $1 FOR UPDATE'
  return (await db.query(text, [executionId])).rows.length > 0
}

/** What no transition writes. */
export async function resetExecutionRow(
  db: Queryable,
  row: {
    readonly executionId: string
    readonly seq: number
    readonly totalNodes: number
    readonly priority: number
    readonly createdAt: string
    readonly deadlineAt: string | null
  },
): Promise<void> {
  const text = `UPDATE workflow_executions SET last_seq = $2, total_nodes = $3, priority = $4, created_at = $5, deadline_at = $6
 WHERE id = $1`
  const { executionId, seq, totalNodes, priority, createdAt, deadlineAt } = row
  await db.query(text, [executionId, seq, totalNodes, priority, createdAt, deadlineAt])
}

export async function deleteNodeRows(
  db: Queryable,
  executionId: string,
  nodeIndexes: readonly number[],
): Promise<void> {
  const text = 'DELETE FROM node_states WHERE execution_id = $1 AND node_index = ANY($2::int[])'
  await db.query(text, [executionId, nodeIndexes])
}

export async function deleteAllNodeRows(db: Queryable, executionId: string): Promise<void> {
  await db.query('DELETE FROM node_states WHERE execution_id = $1', [executionId])
}

/** Takes out the named events and all outside of 1 to `last`. */
export async function deleteEvents(
  db: Queryable,
  executionId: string,
  { seqs, last }: { readonly seqs: readonly number[]; readonly last: number },
): Promise<void> {
  const text = `DELETE FROM execution_events WHERE execution_id = $1 AND (seq < 1 OR seq > $2 OR seq = ANY($3::int[]))`
  await db.query(text, [executionId, last, seqs])
}

/** Puts an event that changes nothing wherever one is missing from 1 to `last`. */
export async function fillMissingEvents(
  db: Queryable,
  executionId: string,
  filler: {
    readonly last: number
    readonly type: string
    readonly nodeId: string | null
    readonly data: unknown
  },
): Promise<void> {
  const text = `
INSERT INTO execution_events (execution_id, seq, type, node_id, attempt, timestamp, data)
SELECT $1, missing, $3, $4::text, CASE WHEN $4::text IS NULL THEN NULL ELSE 0 END, now(), $5::jsonb
  FROM generate_series(1, $2::int) AS missing
 WHERE NOT EXISTS (SELECT 1 FROM execution_events e WHERE e.execution_id = $1 AND e.seq = missing)`
  await db.query(text, [executionId, filler.last, filler.type, filler.nodeId, JSON.stringify(filler.data)])
}

/** Attempts that nobody holds any more. */
export async function loseIdleAttempts(db: Queryable, executionId: string): Promise<void> {
  const text = `
UPDATE job_assignments j SET status = 'lost', completed_at = now()
 WHERE execution_id = $1 AND status = 'running'
   AND NOT EXISTS (SELECT 1 FROM node_states n WHERE n.execution_id = j.execution_id AND n.node_index = j.node_index
                      AND n.status = 'running' AND n.attempt = j.attempt)`
  await db.query(text, [executionId])
}
