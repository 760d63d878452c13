/** Queued nodes that limits hold back, for whoever wants to see the lines: in the order in which they are offered. */
import type { LeaseHolder } from './limit-leases.ts'
import type { Queryable } from './queryable.ts'

type WaitingNode = Pick<
  LeaseHolder,
  'executionId' | 'workflowId' | 'workflowName' | 'version' | 'subgraph' | 'nodeIndex' | 'nodeId'
>

export interface LimitWaitRow extends WaitingNode {
  readonly key: string
  readonly kind: 'concurrency' | 'rate'
  readonly slots: number
  /** Null for a slot, which has to become free. */
  readonly until: Date | null
  readonly since: Date
  /** All that wait for the key, those that are not listed included. */
  readonly waiting: number
}

// What waits for a moment that has passed is on its way to a worker.
const text = `
SELECT * FROM (
  SELECT x.key, x.kind, x.slots, x.until, x.since, count(*) OVER of_key::int AS waiting,
         x.execution_id AS "executionId", e.workflow_id AS "workflowId", w.name AS "workflowName", e.version,
         e.subgraph, n.node_index AS "nodeIndex", n.node_id AS "nodeId",
         row_number() OVER (of_key ORDER BY e.priority DESC, x.since, x.execution_id, x.node_index) AS place
    FROM limit_waits x
    JOIN node_states n ON n.execution_id = x.execution_id AND n.node_index = x.node_index AND n.status = 'queued'
    JOIN workflow_executions e ON e.id = x.execution_id AND e.status IN ('running', 'paused')
    JOIN workflow_definitions w ON w.id = e.workflow_id
   WHERE x.workspace_id = $1 AND (x.until IS NULL OR x.until > now())
     AND ($2::text IS NULL OR strpos(lower(x.key), lower($2)) > 0)
  WINDOW of_key AS (PARTITION BY x.kind, x.key)) held
 WHERE place <= $3
 ORDER BY kind, key, place
 LIMIT 2000`

export async function listLimitWaits(
  db: Queryable,
  { workspaceId, search, mostOfEach }: { workspaceId: string; search: string | null; mostOfEach: number },
): Promise<readonly LimitWaitRow[]> {
  const values = [workspaceId, search, mostOfEach]
  return (await db.query<LimitWaitRow>({ name: 'list-limit-waits', text, values })).rows
}
