/** Executions that run for nodes of others and have not ended. */
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import type { Queryable } from './queryable.ts'

export interface LiveChild {
  readonly executionId: string
  readonly status: ExecutionStatus
}

const text = `
SELECT id AS "executionId", status FROM workflow_executions
 WHERE parent_execution_id = $1 AND ($2::text IS NULL OR parent_node_id = $2)
   AND status IN ('pending', 'running', 'paused')`

/** Of one node, or of all nodes where it is null. */
export async function listLiveChildren(
  db: Queryable,
  parent: { readonly executionId: string; readonly nodeId: string | null },
): Promise<readonly LiveChild[]> {
  const values = [parent.executionId, parent.nodeId]
  const { rows } = await db.query<LiveChild>({ name: 'list-live-children', text, values })
  return rows
}

const askedToPause = `
  SELECT v.data->>'by' FROM execution_events v
   WHERE v.execution_id = c.id AND v.type = 'execution_paused' ORDER BY v.seq DESC LIMIT 1`

// Only live children and their parents are read, however many executions there are.
const strayedText = `
SELECT c.id AS "executionId",
       CASE WHEN p.id IS NULL OR p.status IN ('completed', 'failed', 'cancelled')
              OR n.status IN ('completed', 'failed', 'cancelled', 'skipped') THEN 'cancel'
            WHEN p.status = 'paused' THEN 'pause' ELSE 'resume' END AS action
  FROM workflow_executions c
  LEFT JOIN workflow_executions p ON p.id = c.parent_execution_id
  LEFT JOIN execution_lists l ON l.execution_id = c.parent_execution_id AND l.node_id = c.parent_node_id
  LEFT JOIN node_states n ON n.execution_id = l.execution_id AND n.node_index = l.node_index
 WHERE c.parent_execution_id IS NOT NULL AND ($2::uuid IS NULL OR c.parent_execution_id = $2)
   AND c.status IN ('pending', 'running', 'paused')
   AND (p.id IS NULL OR p.status IN ('completed', 'failed', 'cancelled')
        OR n.status IN ('completed', 'failed', 'cancelled', 'skipped')
        OR (p.status = 'paused' AND c.status = 'running')
        OR (p.status = 'running' AND c.status = 'paused' AND (${askedToPause}) = $1))
 LIMIT 1000`

export interface StrayedChild {
  readonly executionId: string
  readonly action: 'cancel' | 'pause' | 'resume'
}

/**
 * Children that do not do as their parent does, of one parent or of all where it is null. One that somebody else
 * than `pausedBy` paused is left as it is.
 */
export async function listStrayedChildren(
  db: Queryable,
  { pausedBy, parentId }: { readonly pausedBy: string; readonly parentId: string | null },
): Promise<readonly StrayedChild[]> {
  const values = [pausedBy, parentId]
  const { rows } = await db.query<StrayedChild>({ name: 'list-strayed-children', text: strayedText, values })
  return rows
}
