/** A page of the workspace's workflows with what became of their last runs. Documents are left out. */
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import type { Queryable } from './queryable.ts'

export type WorkflowSort = 'name' | 'edited' | 'last_run'

export interface RecentRun {
  readonly executionId: string
  readonly status: ExecutionStatus
  readonly startedAt: string | null
  readonly completedAt: string | null
  readonly totalNodes: number
  readonly settledNodes: number
}

export interface WorkflowListRow {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly draft_revision: number
  readonly published_version: number | null
  readonly updated_at: Date
  readonly updated_by: string | null
  readonly last_run_at: Date | null
  /** Newest first. */
  readonly runs: readonly RecentRun[]
  readonly total: number
}

export interface ListWorkflows {
  readonly workspaceId: string
  readonly search: string | null
  readonly sort: WorkflowSort
  /** Sort key and id of the last row of the page before; the key is a name or a time. */
  readonly after: readonly [string, string] | null
  readonly limit: number
}

const RECENT_RUNS = 24

/** Sort key, the type it is compared as, and which way. Rows that never ran stand at the end. */
const orders: Record<
  WorkflowSort,
  { key: string; type: string; direction: 'ASC' | 'DESC'; beyond: '>' | '<' }
> = {
  name: { key: 'w.name', type: 'text', direction: 'ASC', beyond: '>' },
  edited: { key: 'w.updated_at', type: 'timestamptz', direction: 'DESC', beyond: '<' },
  last_run: {
    key: `coalesce((SELECT max(e.created_at) FROM workflow_executions e WHERE e.workflow_id = w.id AND e.parent_execution_id IS NULL), to_timestamp(0))`,
    type: 'timestamptz',
    direction: 'DESC',
    beyond: '<',
  },
}

const textFor = ({ key, type, direction, beyond }: (typeof orders)[WorkflowSort]) => `
WITH matching AS (
  SELECT w.id, w.name, w.description, w.draft_revision, w.published_version, w.updated_at, w.updated_by, ${key} AS key
    FROM workflow_definitions w
   WHERE w.workspace_id = $1 AND w.deleted_at IS NULL
     AND ($2::text IS NULL OR strpos(lower(w.name), lower($2)) > 0
          OR strpos(lower(w.description), lower($2)) > 0 OR w.id::text = lower($2))
), page AS (
  SELECT * FROM matching
   WHERE $3::text IS NULL OR (key, id) ${beyond} ($3::${type}, $4::uuid)
   ORDER BY key ${direction}, id ${direction}
   LIMIT $5
)
SELECT page.*, (SELECT max(e.created_at) FROM workflow_executions e WHERE e.workflow_id = page.id AND e.parent_execution_id IS NULL) AS last_run_at,
       (SELECT count(*)::int FROM matching) AS total, coalesce(recent.runs, '[]'::json) AS runs
  FROM page
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('executionId', r.id, 'status', r.status, 'startedAt', r.started_at,
             'completedAt', r.completed_at, 'totalNodes', r.total_nodes,
             'settledNodes', r.completed_nodes + r.failed_nodes + r.skipped_nodes) ORDER BY r.created_at DESC, r.id DESC) AS runs
      FROM (SELECT * FROM workflow_executions e WHERE e.workflow_id = page.id AND e.parent_execution_id IS NULL
             ORDER BY e.created_at DESC, e.id DESC LIMIT ${RECENT_RUNS}) r
  ) recent ON true
 ORDER BY page.key ${direction}, page.id ${direction}`

export async function listWorkflowRows(
  db: Queryable,
  input: ListWorkflows,
): Promise<readonly WorkflowListRow[]> {
  const [key = null, id = null] = input.after ?? []
  const values = [input.workspaceId, input.search, key, id, input.limit]
  const { rows } = await db.query<WorkflowListRow>(textFor(orders[input.sort]), values)
  return rows
}
