/** What workers run at this moment. Reads the partial index of running nodes, as small as the fleet's capacity. */
import type { Queryable } from './queryable.ts'

export interface WorkerAttemptRow {
  readonly workerId: string
  readonly executionId: string
  readonly workflowId: string
  readonly workflowName: string
  readonly version: number
  /** The node around it, for one that runs inside of a node. */
  readonly subgraph: string | null
  readonly nodeId: string
  readonly attempt: number
  readonly startedAt: Date
}

// A fleet serves all workspaces; what runs in another one is counted and not shown.
const listText = `
SELECT held.* FROM unnest($1::text[]) AS w(id) CROSS JOIN LATERAL (
  SELECT n.worker_id AS "workerId", n.execution_id AS "executionId", e.workflow_id AS "workflowId",
         d.name AS "workflowName", e.version, e.subgraph, n.node_id AS "nodeId", n.attempt,
         n.started_at AS "startedAt"
    FROM node_states n JOIN workflow_executions e ON e.id = n.execution_id
    JOIN workflow_definitions d ON d.id = e.workflow_id
   WHERE n.status = 'running' AND n.worker_id = w.id AND e.workspace_id = $2
   ORDER BY n.started_at, n.execution_id, n.node_index
   LIMIT $3) held`

export async function listWorkerAttempts(
  db: Queryable,
  input: { workerIds: readonly string[]; workspaceId: string; mostOfEach: number },
): Promise<readonly WorkerAttemptRow[]> {
  const values = [[...input.workerIds], input.workspaceId, input.mostOfEach]
  return (await db.query<WorkerAttemptRow>({ name: 'list-worker-attempts', text: listText, values })).rows
}

const countText = `
SELECT worker_id AS "workerId", count(*)::int AS count FROM node_states
 WHERE status = 'running' AND worker_id = ANY($1) GROUP BY worker_id`

/** Attempts by worker, in all workspaces; a worker that runs nothing is left out. */
export async function countWorkerAttempts(
  db: Queryable,
  workerIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const values = [[...workerIds]]
  const { rows } = await db.query<{ workerId: string; count: number }>({
    name: 'count-worker-attempts',
    text: countText,
    values,
  })
  return new Map(rows.map((row) => [row.workerId, row.count]))
}
