/** The columns of an execution's row that never change once it has started, and what they say. */
import { executionInput } from './execution-input.ts'
import type { ExecutionIdentity } from './transition.ts'

export interface ExecutionIdentityRow {
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
  parent_execution_id: string | null
  parent_node_id: string | null
  item_index: number | null
  root_execution_id: string | null
  depth: number
  subgraph: string | null
  item: unknown
  ignore_cache: boolean
  started_at: Date | null
}

/** Of the execution `e` and its workflow `w`. */
export const identityColumns = `e.id, e.workspace_id, e.workflow_id, w.name AS workflow_name, e.version, e.trigger,
       e.started_by, e.retry_of, e.idempotency_key, ${executionInput} AS input, e.parent_execution_id, e.parent_node_id,
       e.item_index, e.root_execution_id, e.depth, e.subgraph, e.item, e.ignore_cache, e.started_at`

export function toIdentity(row: ExecutionIdentityRow): ExecutionIdentity {
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
