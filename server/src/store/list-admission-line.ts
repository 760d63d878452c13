/** Of workflows that limit their executions: those that have a place, and those that wait for one, in their order. */
import type { Queryable } from './queryable.ts'

export interface AdmissionRow {
  readonly workflowId: string
  readonly executionId: string
  readonly status: 'pending' | 'running' | 'paused'
  readonly startedBy: string | null
  readonly priority: number
  readonly createdAt: Date
  readonly startedAt: Date | null
}

const columns = `e.workflow_id AS "workflowId", e.id AS "executionId", e.status, e.started_by AS "startedBy",
  e.priority, e.created_at AS "createdAt", e.started_at AS "startedAt"`

// The orders are those in which executions are let in, and in which the oldest has to go.
const text = `
SELECT held.* FROM unnest($1::uuid[]) AS w(id) CROSS JOIN LATERAL (
  (SELECT ${columns} FROM workflow_executions e
    WHERE e.workflow_id = w.id AND e.status IN ('running', 'paused') AND e.subgraph IS NULL
    ORDER BY e.started_at, e.id LIMIT $2)
  UNION ALL
  (SELECT ${columns} FROM workflow_executions e
    WHERE e.workflow_id = w.id AND e.status = 'pending'
    ORDER BY e.priority DESC, e.created_at, e.id LIMIT $2)) held`

export async function listAdmissionLine(
  db: Queryable,
  { workflowIds, mostOfEach }: { workflowIds: readonly string[]; mostOfEach: number },
): Promise<readonly AdmissionRow[]> {
  const values = [[...workflowIds], mostOfEach]
  return (await db.query<AdmissionRow>({ name: 'list-admission-line', text, values })).rows
}
