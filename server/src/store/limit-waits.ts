/** Queued nodes that a limit holds back: why they are not running, and who is next when it lets go. */
import type { Queryable } from './queryable.ts'

export interface ReadyWait {
  readonly executionId: string
  readonly nodeIndex: number
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
