/** Queued nodes that a limit holds back: why they are not running, and who is next when it lets go. */
import type { Queryable } from './queryable.ts'

export interface LimitWait {
  readonly executionId: string
  readonly nodeIndex: number
  readonly workspaceId: string
  readonly key: string
  readonly kind: 'concurrency' | 'rate'
  /** How many the key allows. */
  readonly slots: number
  /** When the rate allows the next start; null where a slot has to become free. */
  readonly until: Date | null
}

const upsertText = `
INSERT INTO limit_waits (execution_id, node_index, workspace_id, key, kind, slots, until, since)
VALUES ($1, $2, $3, $4, $5, $6, $7, now())
ON CONFLICT (execution_id, node_index) DO UPDATE
   SET key = excluded.key, kind = excluded.kind, slots = excluded.slots, until = excluded.until`

export async function upsertLimitWait(db: Queryable, wait: LimitWait): Promise<void> {
  const { executionId, nodeIndex, workspaceId, key, kind, slots, until } = wait
  const values = [executionId, nodeIndex, workspaceId, key, kind, slots, until]
  await db.query({ name: 'upsert-limit-wait', text: upsertText, values })
}

const deleteText = 'DELETE FROM limit_waits WHERE execution_id = $1 AND node_index = $2'

export async function deleteLimitWait(
  db: Queryable,
  node: { executionId: string; nodeIndex: number },
): Promise<void> {
  await db.query({ name: 'delete-limit-wait', text: deleteText, values: [node.executionId, node.nodeIndex] })
}

export interface ReadyWait {
  readonly executionId: string
  readonly nodeIndex: number
}

const nextText = `
SELECT w.execution_id AS "executionId", w.node_index AS "nodeIndex"
  FROM limit_waits w JOIN workflow_executions e ON e.id = w.execution_id
 WHERE w.workspace_id = $1 AND w.key = $2 AND w.kind = 'concurrency' AND e.status = 'running'
 ORDER BY e.priority DESC, w.since
 LIMIT $3`

/** Those that have waited for a slot of the key the longest, most urgent first. */
export async function listNextForKey(
  db: Queryable,
  { workspaceId, key, limit }: { workspaceId: string; key: string; limit: number },
): Promise<ReadyWait[]> {
  const values = [workspaceId, key, limit]
  const result = await db.query<ReadyWait>({ name: 'list-next-for-key', text: nextText, values })
  return result.rows
}

// Of each key as many as it has slots at most: who comes too many is refused and waits on.
const forgottenText = `
SELECT "executionId", "nodeIndex" FROM (
  SELECT w.execution_id AS "executionId", w.node_index AS "nodeIndex", w.slots,
         row_number() OVER (PARTITION BY w.workspace_id, w.key ORDER BY e.priority DESC, w.since) AS place
    FROM limit_waits w
    JOIN node_states n ON n.execution_id = w.execution_id AND n.node_index = w.node_index AND n.status = 'queued'
    JOIN workflow_executions e ON e.id = w.execution_id AND e.status = 'running'
   WHERE w.until IS NULL OR w.until < now()) AS waiting
 WHERE place <= slots
 LIMIT 10000`

/** Those whose turn may have come without anybody telling them. */
export async function listForgottenWaits(db: Queryable): Promise<ReadyWait[]> {
  const result = await db.query<ReadyWait>({ name: 'list-forgotten-waits', text: forgottenText })
  return result.rows
}

const endedText = `
DELETE FROM limit_waits w
 WHERE NOT EXISTS (SELECT FROM node_states n
                    WHERE n.execution_id = w.execution_id AND n.node_index = w.node_index AND n.status = 'queued')`

/** Takes away the waits of nodes that are not queued any more. */
export async function deleteEndedWaits(db: Queryable): Promise<void> {
  await db.query({ name: 'delete-ended-waits', text: endedText })
}
