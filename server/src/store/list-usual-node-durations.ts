/**
 * How long nodes took in the last runs of their workflow, in milliseconds: for a guess ahead. Looks up each node
 * in each of a few runs by key, so that it costs the same however large the graph and long the history is.
 */
import type { Queryable } from './queryable.ts'

export interface UsualNodeDuration {
  readonly node_id: string
  readonly p50: number
  readonly p95: number
}

const LAST_RUNS = 20

const text = `
SELECT wanted.node_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY took.ms) AS p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY took.ms) AS p95
  FROM (SELECT e.id FROM workflow_executions e WHERE e.workflow_id = $1 AND e.parent_execution_id IS NULL
         ORDER BY e.created_at DESC, e.id DESC LIMIT ${LAST_RUNS}) last
 CROSS JOIN unnest($2::int[], $3::text[]) AS wanted(node_index, node_id)
 CROSS JOIN LATERAL (
   SELECT (extract(epoch FROM n.completed_at - n.started_at) * 1000)::float8 AS ms
     FROM node_states n
    WHERE n.execution_id = last.id AND n.node_index = wanted.node_index AND n.node_id = wanted.node_id
      AND n.status = 'completed' AND n.kept_from IS NULL AND n.started_at IS NOT NULL) took
 GROUP BY wanted.node_id`

export async function listUsualNodeDurations(
  db: Queryable,
  input: { workflowId: string; nodes: readonly { index: number; id: string }[] },
): Promise<ReadonlyMap<string, UsualNodeDuration>> {
  const { workflowId, nodes } = input
  if (nodes.length === 0) return new Map()
  const values = [workflowId, nodes.map(({ index }) => index), nodes.map(({ id }) => id)]
  const { rows } = await db.query<UsualNodeDuration>({ name: 'list-usual-node-durations', text, values })
  return new Map(rows.map((row) => [row.node_id, row]))
}
