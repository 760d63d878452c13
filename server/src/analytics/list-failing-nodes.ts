/** Which nodes fail most: attempts of the executions created in a period. Lost attempts are not a node's fault. */
import type { Queryable } from '../store/queryable.ts'
import { inScope, type Scope, scopeValues } from './scope.ts'

export interface FailingNode {
  readonly workflowId: string
  readonly workflowName: string
  readonly nodeId: string
  readonly nodeName: string
  readonly attempts: number
  readonly failed: number
  readonly rate: number
}

const text = `
WITH ranked AS (
  SELECT e.workflow_id, a.node_id, count(*)::int AS attempts,
         (count(*) FILTER (WHERE a.status = 'failed'))::int AS failed
    FROM workflow_executions e JOIN job_assignments a ON a.execution_id = e.id
   WHERE ${inScope}
   GROUP BY e.workflow_id, a.node_id
  HAVING count(*) FILTER (WHERE a.status = 'failed') > 0
   ORDER BY failed DESC, attempts, e.workflow_id, a.node_id
   LIMIT $6)
SELECT w.id AS "workflowId", w.name AS "workflowName", r.node_id AS "nodeId",
       coalesce(w.draft->'nodes'->r.node_id->>'name', r.node_id) AS "nodeName",
       r.attempts, r.failed, r.failed::float8 / r.attempts AS rate
  FROM ranked r JOIN workflow_definitions w ON w.id = r.workflow_id
 ORDER BY r.failed DESC, r.attempts, w.id, r.node_id`

export async function listFailingNodes(
  db: Queryable,
  input: Scope & { readonly limit: number },
): Promise<FailingNode[]> {
  const { rows } = await db.query<FailingNode>(text, [...scopeValues(input), input.limit])
  return rows
}
