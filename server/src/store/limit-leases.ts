/** Slots of concurrency keys. A lease counts while its node runs the attempt that it was given for; none is ever counted up or down. */
import type { Queryable } from './queryable.ts'

export interface LimitedNode {
  readonly workspaceId: string
  readonly executionId: string
  readonly nodeIndex: number
  readonly attempt: number
}

// Given but not started yet counts for ten seconds: a claim takes milliseconds, and a worker may die within one.
const isLive = `EXISTS (
  SELECT FROM node_states n
   WHERE n.execution_id = l.execution_id AND n.node_index = l.node_index
     AND ((n.status = 'running' AND n.attempt = l.attempt)
       OR (n.status = 'queued' AND n.attempt = l.attempt - 1 AND l.acquired_at > now() - interval '10 seconds')))`

const lockText = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 4711))'

/** Lets nobody else decide about the same key until the transaction ends. Keys are to be locked in one order. */
export async function lockLimitKey(db: Queryable, key: { workspaceId: string; key: string }): Promise<void> {
  await db.query({ name: 'lock-limit-key', text: lockText, values: [`${key.workspaceId}/${key.key}`] })
}

const queuedText = `
SELECT FROM node_states WHERE execution_id = $1 AND node_index = $2 AND status = 'queued' AND attempt = $3 - 1`

/** True while the node waits for this very attempt to be started. */
export async function isStillQueued(db: Queryable, node: LimitedNode): Promise<boolean> {
  const values = [node.executionId, node.nodeIndex, node.attempt]
  const result = await db.query({ name: 'is-still-queued', text: queuedText, values })
  return result.rows.length > 0
}

const countText = `
SELECT count(*)::int AS used FROM limit_leases l
 WHERE l.workspace_id = $1 AND l.key = $2 AND NOT (l.execution_id = $3 AND l.node_index = $4) AND ${isLive}`

/** Live leases of a key, that of the asking node left out. */
export async function countLiveLeases(db: Queryable, node: LimitedNode & { key: string }): Promise<number> {
  const values = [node.workspaceId, node.key, node.executionId, node.nodeIndex]
  const result = await db.query<{ used: number }>({ name: 'count-live-leases', text: countText, values })
  return result.rows[0]?.used ?? 0
}

const insertText = `
INSERT INTO limit_leases (workspace_id, key, execution_id, node_index, attempt, acquired_at)
VALUES ($1, $2, $3, $4, $5, now())
ON CONFLICT (workspace_id, key, execution_id, node_index) DO UPDATE SET attempt = excluded.attempt, acquired_at = now()`

export async function insertLimitLease(db: Queryable, node: LimitedNode & { key: string }): Promise<void> {
  const values = [node.workspaceId, node.key, node.executionId, node.nodeIndex, node.attempt]
  await db.query({ name: 'insert-limit-lease', text: insertText, values })
}

const releaseText = `
DELETE FROM limit_leases l
 WHERE l.execution_id = $1 AND l.node_index = ANY($2::int[])
RETURNING l.workspace_id AS "workspaceId", l.key`

/** Takes the leases of nodes that do not run any more away, and answers whose slots that frees. */
export async function deleteLimitLeases(
  db: Queryable,
  { executionId, nodeIndexes }: { executionId: string; nodeIndexes: readonly number[] },
): Promise<{ workspaceId: string; key: string }[]> {
  const values = [executionId, [...nodeIndexes]]
  const result = await db.query<{ workspaceId: string; key: string }>({
    name: 'delete-limit-leases',
    text: releaseText,
    values,
  })
  return result.rows
}

const deadText = `DELETE FROM limit_leases l WHERE l.acquired_at < now() - interval '1 minute' AND NOT ${isLive}`

/** Takes away what counts no more anyway. */
export async function deleteDeadLeases(db: Queryable): Promise<void> {
  await db.query({ name: 'delete-dead-leases', text: deadText })
}

export interface LeaseHolder {
  readonly key: string
  readonly executionId: string
  readonly workflowName: string
  readonly nodeId: string
  readonly attempt: number
  readonly since: Date
}

const holdersText = `
SELECT l.key, l.execution_id AS "executionId", w.name AS "workflowName", n.node_id AS "nodeId", l.attempt,
       l.acquired_at AS since
  FROM limit_leases l
  JOIN node_states n ON n.execution_id = l.execution_id AND n.node_index = l.node_index
  JOIN workflow_executions e ON e.id = l.execution_id
  JOIN workflow_definitions w ON w.id = e.workflow_id
 WHERE l.workspace_id = $1 AND ($2::text IS NULL OR l.key = $2) AND ${isLive}
 ORDER BY l.key, l.acquired_at
 LIMIT 500`

/** Who holds the slots, of one key or of all. */
export async function listLeaseHolders(
  db: Queryable,
  { workspaceId, key }: { workspaceId: string; key: string | null },
): Promise<LeaseHolder[]> {
  const values = [workspaceId, key]
  const result = await db.query<LeaseHolder>({ name: 'list-lease-holders', text: holdersText, values })
  return result.rows
}
