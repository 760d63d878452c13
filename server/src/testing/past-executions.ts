/**
 * Writes runs that are over into the tables, as if they had happened: lists and panels can be shown full without
 * waiting a week. They have no events and no logs.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { clusterUrl } from '../ops/postgres-cluster.ts'

export interface PastNode {
  readonly nodeId: string
  readonly nodeIndex: number
  readonly status: 'completed' | 'failed' | 'skipped'
  readonly attempts: number
  readonly startedAt: Date
  readonly completedAt: Date
}

export interface PastExecution {
  readonly id: string
  readonly workflowId: string
  readonly version: number
  readonly status: 'completed' | 'failed' | 'cancelled'
  readonly trigger: 'manual' | 'api' | 'retry'
  readonly startedBy: string | null
  readonly startedAt: Date
  readonly completedAt: Date
  readonly nodes: readonly PastNode[]
}

export interface PastVersions {
  readonly workflowId: string
  /** Copies of the first version are published up to this one. */
  readonly upTo: number
  readonly publishedAt: readonly Date[]
  readonly editedAt: Date
  readonly editedBy: string
}

const executions = `
INSERT INTO workflow_executions (id, workspace_id, workflow_id, version, status, trigger, started_by, input, last_seq,
       error, total_nodes, completed_nodes, failed_nodes, skipped_nodes, created_at, started_at, completed_at)
SELECT p.id, w.workspace_id, w.id, p.version, p.status, p.trigger, p."startedBy", '{}'::json, 1,
       CASE WHEN p.status = 'failed' THEN '{"code":"HTTP_STATUS","message":"The server answered 503.","retryable":true}'::jsonb END,
       (SELECT node_count FROM workflow_versions v WHERE v.workflow_id = w.id AND v.version = 1), p.completed, p.failed, p.skipped,
       p."startedAt", p."startedAt", p."completedAt"
  FROM json_to_recordset($1::json) AS p(id uuid, "workflowId" uuid, version int, status text, trigger text,
       "startedBy" text, completed int, failed int, skipped int, "startedAt" timestamptz, "completedAt" timestamptz)
  JOIN workflow_definitions w ON w.id = p."workflowId"`

const nodes = `
INSERT INTO node_states (execution_id, node_index, node_id, status, attempt, queued_at, started_at, completed_at)
SELECT id, "nodeIndex", "nodeId", status, attempts, "startedAt" - interval '120 ms',
       CASE WHEN attempts > 0 THEN "startedAt" END, "completedAt"
  FROM json_to_recordset($1::json) AS p(id uuid, "nodeIndex" int, "nodeId" text, status text, attempts int,
       "startedAt" timestamptz, "completedAt" timestamptz)`

const attempts = `
INSERT INTO job_assignments (execution_id, node_index, attempt, node_id, worker_id, status, started_at, completed_at)
SELECT id, "nodeIndex", n, "nodeId", 'wk-01', CASE WHEN n < attempts THEN 'failed' ELSE status END, "startedAt", "completedAt"
  FROM json_to_recordset($1::json) AS p(id uuid, "nodeIndex" int, "nodeId" text, status text, attempts int,
       "startedAt" timestamptz, "completedAt" timestamptz), generate_series(1, p.attempts) AS n`

const versions = `
INSERT INTO workflow_versions (workflow_id, version, document, node_count, created_at, created_by)
SELECT v.workflow_id, n.version, v.document, v.node_count, ($2::timestamptz[])[n.version], v.created_by
  FROM workflow_versions v, generate_series(2, $3::int) AS n(version) WHERE v.workflow_id = $1 AND v.version = 1`

export async function insertPastExecutions(dataDir: string, past: readonly PastExecution[]): Promise<void> {
  const heads = past.map(({ nodes: states, ...rest }) => ({
    ...rest,
    completed: states.filter((node) => node.status === 'completed').length,
    failed: states.filter((node) => node.status === 'failed').length,
    skipped: states.filter((node) => node.status === 'skipped').length,
  }))
  const states = past.flatMap(({ id, nodes: each }) => each.map((node) => ({ id, ...node })))
  await withDatabase(dataDir, async (client) => {
    await client.query(executions, [JSON.stringify(heads)])
    await client.query(nodes, [JSON.stringify(states)])
    await client.query(attempts, [JSON.stringify(states)])
  })
}

export async function insertPastVersions(dataDir: string, past: readonly PastVersions[]): Promise<void> {
  await withDatabase(dataDir, async (client) => {
    for (const { workflowId, upTo, publishedAt, editedAt, editedBy } of past) {
      await client.query(versions, [workflowId, publishedAt, upTo])
      const edited = 'published_version = $2, updated_at = $3, updated_by = $4, created_by = $4'
      await client.query(`UPDATE workflow_definitions SET ${edited} WHERE id = $1`, [
        workflowId,
        upTo,
        editedAt,
        editedBy,
      ])
    }
  })
}

/** Moves executions back in time, for lists that show when they started and how long they have been running. */
export async function startEarlier(
  dataDir: string,
  executionIds: readonly string[],
  minutes: readonly number[],
) {
  const text = `UPDATE workflow_executions e SET created_at = e.created_at - p.minutes * interval '1 minute',
    started_at = e.started_at - p.minutes * interval '1 minute',
    completed_at = e.completed_at - p.minutes * interval '1 minute'
    FROM unnest($1::uuid[], $2::float8[]) AS p(id, minutes) WHERE e.id = p.id`
  await withDatabase(dataDir, (client) => client.query(text, [executionIds, minutes]))
}

export async function renameWorkspace(dataDir: string, name: string): Promise<void> {
  await withDatabase(dataDir, (client) => client.query('UPDATE workspaces SET name = $1', [name]))
}

async function withDatabase(dataDir: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const { port, password } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'))
  const client = new pg.Client({ connectionString: clusterUrl({ port, password }) })
  await client.connect()
  await act(client)
  await client.end()
}
