/** The figures at the head of the page, of the executions created in a period. */
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import { executionStatuses } from '@heddle/core/execution/status.ts'
import type { Queryable } from '../store/queryable.ts'
import { inScope, msBetween, type Scope, scopeValues } from './scope.ts'

export interface Overview {
  readonly executions: { readonly total: number; readonly byStatus: Record<ExecutionStatus, number> }
  /** Completed of all that completed or failed. */
  readonly successRate: number | null
  /** Of those that completed. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  /** From a node being ready to a worker starting it. */
  readonly queueWaitP95Ms: number | null
  readonly retriedShare: number | null
}

interface FigureRow {
  readonly counts: Partial<Record<ExecutionStatus, number>> | null
  readonly retried: number
  readonly p50: number | null
  readonly p95: number | null
}

const duration = msBetween('e.started_at', 'e.completed_at')
const figuresText = `
WITH scoped AS (SELECT e.status, e.trigger, e.started_at, e.completed_at FROM workflow_executions e WHERE ${inScope})
SELECT (SELECT json_object_agg(status, count) FROM (SELECT status, count(*)::int FROM scoped GROUP BY status) s) AS counts,
       (SELECT count(*)::int FROM scoped WHERE trigger = 'retry') AS retried,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY ${duration}) AS p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY ${duration}) AS p95
  FROM scoped e WHERE e.status = 'completed' AND e.started_at IS NOT NULL`

const waitText = `
SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY ${msBetween('n.queued_at', 'n.started_at')}) AS p95
  FROM workflow_executions e JOIN node_states n ON n.execution_id = e.id
 WHERE ${inScope} AND n.queued_at IS NOT NULL AND n.started_at >= n.queued_at`

export async function readOverview(db: Queryable, scope: Scope): Promise<Overview> {
  const values = scopeValues(scope)
  const [figures, waits] = await Promise.all([
    db.query<FigureRow>(figuresText, values),
    db.query<{ p95: number | null }>(waitText, values),
  ])
  const row = figures.rows[0] ?? { counts: null, retried: 0, p50: null, p95: null }
  const byStatus = toEveryStatus(row.counts ?? {})
  const total = Object.values(byStatus).reduce((sum, count) => sum + count, 0)
  const judged = byStatus.completed + byStatus.failed
  return {
    executions: { total, byStatus },
    successRate: judged === 0 ? null : byStatus.completed / judged,
    p50Ms: row.p50,
    p95Ms: row.p95,
    queueWaitP95Ms: waits.rows[0]?.p95 ?? null,
    retriedShare: total === 0 ? null : row.retried / total,
  }
}

function toEveryStatus(counts: Partial<Record<ExecutionStatus, number>>): Record<ExecutionStatus, number> {
  const entries = executionStatuses.map((status) => [status, counts[status] ?? 0] as const)
  return Object.fromEntries(entries) as Record<ExecutionStatus, number>
}
