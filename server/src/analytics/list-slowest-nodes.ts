/** Which nodes take longest: nodes that completed in the executions created in a period, without kept results. */
import type { Queryable } from '../store/queryable.ts'
import { inScope, msBetween, type Scope, scopeValues } from './scope.ts'

export interface SlowNode {
  readonly workflowId: string
  readonly workflowName: string
  readonly nodeId: string
  readonly nodeName: string
  readonly count: number
  readonly p50Ms: number
  readonly p95Ms: number
  /** Share of the time that all nodes of the workflow took together. */
  readonly shareOfRun: number
}

const text = `
WITH measured AS (
  SELECT e.workflow_id, n.node_id, ${msBetween('n.started_at', 'n.completed_at')} AS ms
    FROM workflow_executions e JOIN node_states n ON n.execution_id = e.id
   WHERE ${inScope} AND n.status = 'completed' AND n.kept_from IS NULL AND n.started_at IS NOT NULL
), grouped AS (
  SELECT workflow_id, node_id, count(*)::int AS count, sum(ms) AS total,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) AS p95
    FROM measured GROUP BY workflow_id, node_id
), shared AS (
  SELECT *, sum(total) OVER (PARTITION BY workflow_id) AS of_workflow FROM grouped
   ORDER BY p95 DESC, workflow_id, node_id LIMIT $6)
SELECT w.id AS "workflowId", w.name AS "workflowName", s.node_id AS "nodeId",
       coalesce(w.draft->'nodes'->s.node_id->>'name', s.node_id) AS "nodeName",
       s.count, s.p50 AS "p50Ms", s.p95 AS "p95Ms", coalesce(s.total / nullif(s.of_workflow, 0), 0) AS "shareOfRun"
  FROM shared s JOIN workflow_definitions w ON w.id = s.workflow_id
 ORDER BY s.p95 DESC, w.id, s.node_id`

export async function listSlowestNodes(
  db: Queryable,
  input: Scope & { readonly limit: number },
): Promise<SlowNode[]> {
  const { rows } = await db.query<SlowNode>(text, [...scopeValues(input), input.limit])
  return rows
}
