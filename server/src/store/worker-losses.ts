/**
 * Attempts that vanished with their worker, and what became of their nodes. Kept in a table of their own:
 * an index over the status of all attempts would make every attempt dearer for the few that are lost.
 */
import type { AttemptAddress } from '@heddle/core/execution/command.ts'
import type { Queryable } from './queryable.ts'

interface LostAttempt extends AttemptAddress {
  readonly executionId: string
}

const recordText = `
WITH forgotten AS (DELETE FROM worker_losses WHERE lost_at < now() - interval '7 days')
INSERT INTO worker_losses (execution_id, node_index, attempt, worker_id)
SELECT * FROM unnest($1::uuid[], $2::int[], $3::int[], $4::text[])
ON CONFLICT DO NOTHING`

/** For whoever takes over; the same attempt recorded twice counts once. */
export async function recordWorkerLosses(db: Queryable, lost: readonly LostAttempt[]): Promise<void> {
  const values = [
    lost.map((attempt) => attempt.executionId),
    lost.map((attempt) => attempt.nodeIndex),
    lost.map((attempt) => attempt.attempt),
    lost.map((attempt) => attempt.workerId),
  ]
  await db.query({ name: 'record-worker-losses', text: recordText, values })
}

export interface WorkerLossRow {
  readonly workerId: string
  readonly attempts: number
  /** Given to a worker again. */
  readonly takenOver: number
  readonly takenOverBy: readonly string[]
  /** Will be, and wait for it. */
  readonly waiting: number
}

const listText = `
SELECT l.worker_id AS "workerId", count(*)::int AS attempts,
       count(a.worker_id)::int AS "takenOver",
       coalesce(array_agg(DISTINCT a.worker_id) FILTER (WHERE a.worker_id IS NOT NULL), '{}') AS "takenOverBy",
       count(*) FILTER (WHERE a.worker_id IS NULL AND n.status IN ('running', 'queued', 'waiting', 'retrying'))::int
         AS waiting
  FROM worker_losses l
  JOIN node_states n ON n.execution_id = l.execution_id AND n.node_index = l.node_index
  LEFT JOIN job_assignments a ON a.execution_id = l.execution_id AND a.node_index = l.node_index
   AND a.attempt = l.attempt + 1
 WHERE l.worker_id = ANY($1)
 GROUP BY l.worker_id`

export async function listWorkerLosses(
  db: Queryable,
  workerIds: readonly string[],
): Promise<ReadonlyMap<string, WorkerLossRow>> {
  const values = [[...workerIds]]
  const { rows } = await db.query<WorkerLossRow>({ name: 'list-worker-losses', text: listText, values })
  return new Map(rows.map((row) => [row.workerId, row]))
}
