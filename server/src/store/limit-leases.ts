/** Slots of concurrency keys. A lease counts while its node runs the attempt that it was given for; none is ever counted up or down. */
import type { Queryable } from './queryable.ts'

export interface LimitedNode {
  readonly workspaceId: string
  readonly executionId: string
  readonly nodeIndex: number
  readonly attempt: number
}

/**
 * How long a slot that was given counts although the attempt has not started: a claim takes milliseconds, and a worker
 * may die within one. Whoever starts later than this may be one too many.
 */
export const grantLastsMs = 10_000

const isLive = `EXISTS (
  SELECT FROM node_states n
   WHERE n.execution_id = l.execution_id AND n.node_index = l.node_index
     AND ((n.status = 'running' AND n.attempt = l.attempt)
       OR (n.status = 'queued' AND n.attempt = l.attempt - 1 AND l.acquired_at > now() - interval '${grantLastsMs} milliseconds')))`

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
INSERT INTO limit_leases (workspace_id, key, execution_id, node_index, attempt, acquired_at, slots)
VALUES ($1, $2, $3, $4, $5, now(), $6)
ON CONFLICT (workspace_id, key, execution_id, node_index)
DO UPDATE SET attempt = excluded.attempt, acquired_at = now(), slots = excluded.slots`

export async function insertLimitLease(
  db: Queryable,
  node: LimitedNode & { readonly key: string; readonly slots: number },
): Promise<void> {
  const values = [node.workspaceId, node.key, node.executionId, node.nodeIndex, node.attempt, node.slots]
  await db.query({ name: 'insert-limit-lease', text: insertText, values })
}

// What lives stays: while this was on its way, the node may have been given a slot for its next attempt.
const releaseText = `
DELETE FROM limit_leases l
 WHERE l.execution_id = $1 AND l.node_index = ANY($2::int[]) AND NOT ${isLive}
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
  /** How many the key allows; null where it was not written down. */
  readonly slots: number | null
  /** Live leases of the key, those that are not listed included. */
  readonly used: number
  readonly executionId: string
  readonly workflowId: string
  readonly workflowName: string
  readonly version: number
  readonly subgraph: string | null
  readonly nodeIndex: number
  readonly nodeId: string
  readonly attempt: number
  readonly since: Date
}

const holdersText = `
SELECT * FROM (
  SELECT l.key, l.slots, count(*) OVER of_key::int AS used, l.execution_id AS "executionId",
         e.workflow_id AS "workflowId", w.name AS "workflowName", e.version, e.subgraph,
         n.node_index AS "nodeIndex", n.node_id AS "nodeId", l.attempt, l.acquired_at AS since,
         row_number() OVER (of_key ORDER BY l.acquired_at, l.execution_id, l.node_index) AS place
    FROM limit_leases l
    JOIN node_states n ON n.execution_id = l.execution_id AND n.node_index = l.node_index
    JOIN workflow_executions e ON e.id = l.execution_id
    JOIN workflow_definitions w ON w.id = e.workflow_id
   WHERE l.workspace_id = $1 AND ($2::text IS NULL OR l.key = $2)
     AND ($3::text IS NULL OR strpos(lower(l.key), lower($3)) > 0) AND ${isLive}
  WINDOW of_key AS (PARTITION BY l.key)) held
 WHERE place <= $4
 ORDER BY key, place
 LIMIT 2000`

export interface ListLeaseHolders {
  readonly workspaceId: string
  /** Null for all keys. */
  readonly key: string | null
  /** What keys have to contain; null where it does not matter. */
  readonly search?: string | null
  readonly mostOfEach?: number
}

/** Who holds the slots, of one key or of all, longest first. */
export async function listLeaseHolders(
  db: Queryable,
  { workspaceId, key, search = null, mostOfEach = 20 }: ListLeaseHolders,
): Promise<LeaseHolder[]> {
  const values = [workspaceId, key, search, mostOfEach]
  const result = await db.query<LeaseHolder>({ name: 'list-lease-holders', text: holdersText, values })
  return result.rows
}
