/** Attempts that run on paper while nobody runs them: their worker stopped, went silent, or never was. */
import type { AttemptAddress } from '@heddle/core/execution/command.ts'
import type { Queryable } from './queryable.ts'

export interface OrphanedAttempt extends AttemptAddress {
  readonly executionId: string
}

// Reads the partial index of running nodes, which is as small as the fleet's capacity.
const text = `
SELECT n.execution_id AS "executionId", n.node_index AS "nodeIndex", n.attempt, n.worker_id AS "workerId"
  FROM node_states n LEFT JOIN workers w ON w.id = n.worker_id
 WHERE n.status = 'running'
   AND (w.id IS NULL OR w.stopped_at IS NOT NULL OR w.last_seen_at < now() - $1 * interval '1 millisecond')`

export async function listOrphanedAttempts(db: Queryable, timeToLiveMs: number): Promise<OrphanedAttempt[]> {
  const result = await db.query<OrphanedAttempt>({
    name: 'list-orphaned-attempts',
    text,
    values: [timeToLiveMs],
  })
  return result.rows
}

const heldText = `
SELECT execution_id AS "executionId", node_index AS "nodeIndex", attempt, worker_id AS "workerId"
  FROM node_states WHERE status = 'running' AND worker_id = $1 AND started_at < now() - interval '5 seconds'`

/** Attempts that a worker holds on paper; those it does not know of are lost to it. */
export async function listHeldAttempts(db: Queryable, workerId: string): Promise<OrphanedAttempt[]> {
  const result = await db.query<OrphanedAttempt>({
    name: 'list-held-attempts',
    text: heldText,
    values: [workerId],
  })
  return result.rows
}

const lostText = `
SELECT a.id AS "executionId", a.node AS "nodeIndex"
  FROM unnest($1::uuid[], $2::int[], $3::int[]) AS a(id, node, attempt)
  LEFT JOIN node_states n ON n.execution_id = a.id AND n.node_index = a.node
 WHERE n.status IS DISTINCT FROM 'running' OR n.attempt <> a.attempt OR n.worker_id IS DISTINCT FROM $4`

/** Of the attempts that a worker runs, those that are not its any more: their results would be ignored. */
export async function listLostAmong(
  db: Queryable,
  workerId: string,
  attempts: readonly Omit<OrphanedAttempt, 'workerId'>[],
): Promise<{ executionId: string; nodeIndex: number }[]> {
  if (attempts.length === 0) return []
  const values = [
    attempts.map(({ executionId }) => executionId),
    attempts.map(({ nodeIndex }) => nodeIndex),
    attempts.map(({ attempt }) => attempt),
    workerId,
  ]
  const result = await db.query<{ executionId: string; nodeIndex: number }>({
    name: 'list-lost-among',
    text: lostText,
    values,
  })
  return result.rows
}
