/**
 * How long the last completed runs of each workflow took, in milliseconds. Of the last runs and not of all:
 * that is what "usual" means to whoever waits, and it costs the same however long the history is.
 */
import type { Queryable } from './queryable.ts'

export interface UsualDuration {
  readonly workflow_id: string
  readonly p50: number
  readonly p95: number
}

const LAST_RUNS = 100

const text = `
SELECT wanted.id AS workflow_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY recent.ms) AS p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY recent.ms) AS p95
  FROM unnest($1::uuid[]) AS wanted(id)
 CROSS JOIN LATERAL (
   SELECT (extract(epoch FROM last.completed_at - last.started_at) * 1000)::float8 AS ms
     FROM (SELECT e.status, e.started_at, e.completed_at FROM workflow_executions e
            WHERE e.workflow_id = wanted.id AND e.parent_execution_id IS NULL
            ORDER BY e.created_at DESC, e.id DESC LIMIT ${LAST_RUNS}) last
    WHERE last.status = 'completed' AND last.started_at IS NOT NULL) recent
 GROUP BY wanted.id`

export async function listUsualDurations(
  db: Queryable,
  workflowIds: readonly string[],
): Promise<ReadonlyMap<string, UsualDuration>> {
  if (workflowIds.length === 0) return new Map()
  const values = [[...new Set(workflowIds)]]
  const { rows } = await db.query<UsualDuration>({ name: 'list-usual-durations', text, values })
  return new Map(rows.map((row) => [row.workflow_id, row]))
}

const nodeText = `
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) AS p95
  FROM (SELECT (extract(epoch FROM n.completed_at - n.started_at) * 1000)::float8 AS ms
          FROM (SELECT e.id FROM workflow_executions e WHERE e.workflow_id = $1 AND e.parent_execution_id IS NULL
                 ORDER BY e.created_at DESC, e.id DESC LIMIT ${LAST_RUNS}) last
          JOIN node_states n ON n.execution_id = last.id AND n.node_index = $2
         WHERE n.status = 'completed' AND n.kept_from IS NULL AND n.started_at IS NOT NULL AND n.node_id = $3) recent`

/** The same of one node; null before it completed once. */
export async function findUsualNodeDuration(
  db: Queryable,
  input: { workflowId: string; nodeIndex: number; nodeId: string },
): Promise<{ p50: number; p95: number } | null> {
  const values = [input.workflowId, input.nodeIndex, input.nodeId]
  const { rows } = await db.query<{ p50: number | null; p95: number | null }>({
    name: 'find-usual-node-duration',
    text: nodeText,
    values,
  })
  const row = rows[0]
  return row === undefined || row.p50 === null || row.p95 === null ? null : { p50: row.p50, p95: row.p95 }
}
