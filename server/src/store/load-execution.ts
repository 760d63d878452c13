/** Reads what the engine needs to go on with executions: row, version's key and touched nodes, as of one moment. */
import type { StoredNode } from '@heddle/core/execution/restore-state.ts'
import type { ExecutionHeader } from '@heddle/core/execution/state.ts'
import type { StoredHeader } from '@heddle/core/execution/validate-state.ts'
import { type ExecutionIdentityRow, identityColumns, toIdentity } from './execution-identity-row.ts'
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

interface ExecutionRow extends ExecutionIdentityRow {
  status: ExecutionHeader['status']
  last_seq: number
  priority: number
  error: ExecutionHeader['error']
  created_at: Date
  completed_at: Date | null
  deadline_at: Date | null
  total_nodes: number
  completed_nodes: number
  failed_nodes: number
  skipped_nodes: number
  nodes: NodeStateRow[] | null
}

// One statement, so that the row and its nodes are of one snapshot.
const text = `
SELECT ${identityColumns}, e.status, e.last_seq, e.priority, e.error, e.created_at, e.completed_at, e.deadline_at,
       e.total_nodes, e.completed_nodes, e.failed_nodes, e.skipped_nodes,
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
