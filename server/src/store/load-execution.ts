/** Reads what the engine needs to go on with executions: row, version's key and touched nodes, as of one moment. */
import type { StoredNode } from '@heddle/core/execution/restore-state.ts'
import type { ExecutionHeader } from '@heddle/core/execution/state.ts'
import type { StoredHeader } from '@heddle/core/execution/validate-state.ts'
import { executionInput } from './execution-input.ts'
import { type NodeStateRow, nodeStateJson, toStoredNode } from './node-state-row.ts'
import type { Queryable } from './queryable.ts'
import { toArrayLiteral } from './to-array-literal.ts'
import type { ExecutionIdentity } from './transition.ts'

export interface LoadedExecution {
  readonly identity: ExecutionIdentity
  readonly header: ExecutionHeader
  readonly counters: StoredCounters
  readonly nodes: readonly StoredNode[]
}

/** What the execution's row counts, for whoever checks it against the nodes. */
export type StoredCounters = Omit<StoredHeader, keyof ExecutionHeader>

interface ExecutionRow {
  id: string
  workspace_id: string
  workflow_id: string
  workflow_name: string
  version: number
  trigger: string
  started_by: string | null
  retry_of: string | null
  idempotency_key: string | null
  input: unknown
  status: ExecutionHeader['status']
  last_seq: number
  priority: number
  error: ExecutionHeader['error']
  created_at: Date
  started_at: Date | null
  completed_at: Date | null
  deadline_at: Date | null
  total_nodes: number
  completed_nodes: number
  failed_nodes: number
  skipped_nodes: number
  parent_execution_id: string | null
  parent_node_id: string | null
  item_index: number | null
  root_execution_id: string | null
  depth: number
  subgraph: string | null
  item: unknown
  ignore_cache: boolean
  nodes: NodeStateRow[] | null
}

// One statement, so that the row and its nodes are of one snapshot.
const text = `
SELECT e.id, e.workspace_id, e.workflow_id, w.name AS workflow_name, e.version, e.trigger, e.started_by, e.retry_of,
       e.idempotency_key, ${executionInput} AS input, e.status, e.last_seq, e.priority, e.error, e.created_at, e.started_at,
       e.completed_at, e.deadline_at, e.total_nodes, e.completed_nodes, e.failed_nodes, e.skipped_nodes, e.parent_execution_id, e.parent_node_id, e.item_index, e.root_execution_id,
       e.depth, e.subgraph, e.item, e.ignore_cache,
       (SELECT json_agg(${nodeStateJson})
          FROM node_states n WHERE n.execution_id = e.id) AS nodes
  FROM workflow_executions e JOIN workflow_definitions w ON w.id = e.workflow_id
 WHERE e.id = ANY($1::uuid[])`

/** The execution, or null where there is none. Outputs are left out. */
export async function loadExecution(db: Queryable, executionId: string): Promise<LoadedExecution | null> {
  const loaded = await loadExecutions(db, [executionId])
  return loaded.get(executionId) ?? null
}

/** Those of the executions that exist, in one round trip. */
export async function loadExecutions(
  db: Queryable,
  executionIds: readonly string[],
): Promise<ReadonlyMap<string, LoadedExecution>> {
  const values = [toArrayLiteral(executionIds)]
  const result = await db.query<ExecutionRow>({ name: 'load-executions', text, values })
  return new Map(result.rows.map((row) => [row.id, toLoaded(row)]))
}

function toLoaded(row: ExecutionRow): LoadedExecution {
  return {
    identity: toIdentity(row),
    header: {
      status: row.status,
      seq: row.last_seq,
      priority: row.priority,
      createdAt: row.created_at.toISOString(),
      startedAt: row.started_at?.toISOString() ?? null,
      completedAt: row.completed_at?.toISOString() ?? null,
      deadlineAt: row.deadline_at?.toISOString() ?? null,
      error: row.error,
      errorNodeId: null,
    },
    counters: {
      totalNodes: row.total_nodes,
      completedNodes: row.completed_nodes,
      failedNodes: row.failed_nodes,
      skippedNodes: row.skipped_nodes,
    },
    nodes: (row.nodes ?? []).map(toStoredNode),
  }
}

function toIdentity(row: ExecutionRow): ExecutionIdentity {
  const parent = row.parent_execution_id !== null && {
    executionId: row.parent_execution_id,
    nodeId: row.parent_node_id ?? '',
    itemIndex: row.item_index ?? 0,
  }
  return {
    workspaceId: row.workspace_id,
    workflowId: row.workflow_id,
    workflowName: row.workflow_name,
    version: row.version,
    trigger: row.trigger,
    startedBy: row.started_by,
    retryOf: row.retry_of,
    idempotencyKey: row.idempotency_key,
    input: row.input,
    parent: parent || null,
    rootId: row.root_execution_id,
    depth: row.depth,
    subgraph: row.subgraph,
    item: row.item,
    ignoreCache: row.ignore_cache,
  }
}
