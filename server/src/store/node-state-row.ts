/** A row of `node_states` as JSON gives it, and the core's record of it. */
import type { CachedFrom, ItemCounts, NodeError, WaitReason } from '@heddle/core/execution/event.ts'
import type { StoredNode } from '@heddle/core/execution/restore-state.ts'
import type { NodeStatus } from '@heddle/core/execution/status.ts'

const columns = [
  'node_index',
  'status',
  'attempt',
  'failures',
  'losses',
  'port',
  'conditions',
  'worker_id',
  'progress',
  'quality',
  'error',
  'kept_from',
  'queued_at',
  'started_at',
  'completed_at',
  'due_at',
  'waiting_for',
  'items',
  'cached_from',
]

/** The row `n` as JSON. A list and no object: the names of 100,000 rows took 28 MB each time an execution was read. */
export const nodeStateJson = `json_build_array(${columns.map((name) => `n.${name}`).join(', ')})`

/** In the order of the columns. */
export type NodeStateRow = readonly [
  nodeIndex: number,
  status: NodeStatus,
  attempt: number,
  failures: number,
  losses: number,
  port: string | null,
  conditions: Record<number, boolean> | null,
  workerId: string | null,
  progress: number | null,
  quality: number | null,
  error: NodeError | null,
  keptFrom: { executionId: string; attempt: number } | null,
  queuedAt: string | null,
  startedAt: string | null,
  completedAt: string | null,
  dueAt: string | null,
  waitingFor: WaitReason | null,
  items: ItemCounts | null,
  cachedFrom: CachedFrom | null,
]

export function toStoredNode(row: NodeStateRow): StoredNode {
  const [index, status, attempt, failures, losses, port, conditions, workerId, progress, quality, ...more] =
    row
  const [error, keptFrom, queuedAt, startedAt, completedAt, dueAt, waitingFor, items, cachedFrom] = more
  return {
    index,
    status,
    attempt,
    failures,
    losses,
    workerId,
    progress,
    progressMessage: null,
    port,
    conditions,
    error,
    quality,
    keptFrom,
    queuedAt: toIso(queuedAt),
    startedAt: toIso(startedAt),
    completedAt: toIso(completedAt),
    dueAt: toIso(dueAt),
    waitingFor,
    items,
    cachedFrom,
  }
}

function toIso(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
