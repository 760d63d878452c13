/** A row of `node_states` as JSON gives it, and the core's record of it. */
import type { CachedFrom, ItemCounts, NodeError, WaitReason } from '@heddle/core/execution/event.ts'
import type { StoredNode } from '@heddle/core/execution/restore-state.ts'
import type { NodeStatus } from '@heddle/core/execution/status.ts'

export const nodeStateColumns = [
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
] as const

export interface NodeStateRow {
  node_index: number
  status: NodeStatus
  attempt: number
  failures: number
  losses: number
  port: string | null
  conditions: Record<number, boolean> | null
  worker_id: string | null
  progress: number | null
  quality: number | null
  error: NodeError | null
  kept_from: { executionId: string; attempt: number } | null
  queued_at: string | null
  started_at: string | null
  completed_at: string | null
  due_at: string | null
  waiting_for: WaitReason | null
  items: ItemCounts | null
  cached_from: CachedFrom | null
}

export function toStoredNode(row: NodeStateRow): StoredNode {
  return {
    index: row.node_index,
    status: row.status,
    attempt: row.attempt,
    failures: row.failures,
    losses: row.losses,
    workerId: row.worker_id,
    progress: row.progress,
    progressMessage: null,
    port: row.port,
    conditions: row.conditions,
    error: row.error,
    quality: row.quality,
    keptFrom: row.kept_from,
    queuedAt: toIso(row.queued_at),
    startedAt: toIso(row.started_at),
    completedAt: toIso(row.completed_at),
    dueAt: toIso(row.due_at),
    waitingFor: row.waiting_for,
    items: row.items,
    cachedFrom: row.cached_from,
  }
}

function toIso(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
