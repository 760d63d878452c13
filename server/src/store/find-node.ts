/** One node of an execution with its output; null where it was not touched yet. */
import type {
  CachedFrom,
  ItemCounts,
  KeptFrom,
  OutputValue,
  WaitReason,
} from '@heddle/core/execution/event.ts'
import type { NodeListRow } from './list-node-rows.ts'
import type { Queryable } from './queryable.ts'

export interface NodeRow extends NodeListRow {
  readonly node_index: number
  /** Null in two ways: the node gave null, or nothing; `has_output` tells them apart. */
  readonly output: unknown
  readonly has_output: boolean
  readonly output_ref: Extract<OutputValue, { kind: 'stored' }> | null
  readonly quality: number | null
  readonly kept_from: KeptFrom | null
  readonly cached_from: CachedFrom | null
  readonly waiting_for: WaitReason | null
  readonly items: ItemCounts | null
  readonly due_at: Date | null
}

const columns = `node_index, node_id, status, attempt, error, queued_at, started_at, completed_at,
  output, output IS NOT NULL AS has_output, output_ref, quality, kept_from, cached_from, waiting_for,
  items, due_at`
const byIndex = `SELECT ${columns} FROM node_states WHERE execution_id = $1 AND node_index = $2`
const byIndexes = `SELECT ${columns} FROM node_states WHERE execution_id = $1 AND node_index = ANY($2::int[])`

export async function findNodeRow(
  db: Queryable,
  key: { executionId: string; nodeIndex: number },
): Promise<NodeRow | null> {
  const values = [key.executionId, key.nodeIndex]
  const { rows } = await db.query<NodeRow>({ name: 'find-node-row', text: byIndex, values })
  return rows[0] ?? null
}

export async function listNodeOutputs(
  db: Queryable,
  key: { executionId: string; nodeIndexes: readonly number[] },
): Promise<readonly NodeRow[]> {
  const values = [key.executionId, key.nodeIndexes]
  const { rows } = await db.query<NodeRow>({ name: 'list-node-outputs', text: byIndexes, values })
  return rows
}

const byId = `SELECT ${columns} FROM node_states WHERE execution_id = $1 AND node_id = $2`

/** By its id, for a node of another version, whose index may differ. Reads over the nodes of the execution. */
export async function findNodeRowById(
  db: Queryable,
  key: { executionId: string; nodeId: string },
): Promise<NodeRow | null> {
  const values = [key.executionId, key.nodeId]
  const { rows } = await db.query<NodeRow>({ name: 'find-node-row-by-id', text: byId, values })
  return rows[0] ?? null
}
