/** Workflows whose published version limits how many of its executions run at once, the busiest first. */
import type { Queryable } from './queryable.ts'

export interface LimitedWorkflowRow {
  readonly id: string
  readonly name: string
  readonly slots: number
  readonly onLimit: 'queue' | 'skip' | 'cancel_oldest'
  readonly running: number
  readonly waiting: number
}

// The condition is that of the index: documents without the setting are not read.
const text = `
SELECT w.id, w.name, (v.document->'settings'->>'maxConcurrentExecutions')::int AS slots,
       coalesce(v.document->'settings'->>'onLimit', 'queue') AS "onLimit", s.running, s.waiting
  FROM workflow_definitions w
  JOIN workflow_versions v ON v.workflow_id = w.id AND v.version = w.published_version
 CROSS JOIN LATERAL (
   SELECT count(*) FILTER (WHERE e.status <> 'pending' AND e.subgraph IS NULL)::int AS running,
          count(*) FILTER (WHERE e.status = 'pending')::int AS waiting
     FROM workflow_executions e
    WHERE e.workspace_id = $1 AND e.workflow_id = w.id AND e.status IN ('pending', 'running', 'paused')) s
 WHERE w.workspace_id = $1 AND w.deleted_at IS NULL
   AND v.document->'settings'->>'maxConcurrentExecutions' IS NOT NULL
   AND ($2::text IS NULL OR strpos(lower(w.name), lower($2)) > 0)
 ORDER BY s.waiting DESC, s.running DESC, w.name, w.id
 LIMIT 200`

export async function listLimitedWorkflows(
  db: Queryable,
  { workspaceId, search }: { workspaceId: string; search: string | null },
): Promise<readonly LimitedWorkflowRow[]> {
  const values = [workspaceId, search]
  return (await db.query<LimitedWorkflowRow>({ name: 'list-limited-workflows', text, values })).rows
}
