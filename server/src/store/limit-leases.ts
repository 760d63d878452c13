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

/** Of a lease `l`. */
export const isLiveLease = `EXISTS (
  SELECT FROM node_states n
   WHERE n.execution_id = l.execution_id AND n.node_index = l.node_index
     AND ((n.status = 'running' AND n.attempt = l.attempt)
       OR (n.status = 'queued' AND n.attempt = l.attempt - 1 AND l.acquired_at > now() - interval '${grantLastsMs} milliseconds')))`

const deadText = `DELETE FROM limit_leases l WHERE l.acquired_at < now() - interval '1 minute' AND NOT ${isLiveLease}`

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
     AND ($3::text IS NULL OR strpos(lower(l.key), lower($3)) > 0) AND ${isLiveLease}
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
