/** The figures of the run's header. */
import type { ExecutionState, StatusCounts } from '@heddle/core/execution/state.ts'
import { formatCount } from '../../../ui/format-count.ts'

/** How long the run has taken by now, or took; null before its start. */
export function toElapsedMs(state: ExecutionState, now: number): number | null {
  const from = state.startedAt ?? state.createdAt
  if (from === null) return null
  const to = state.completedAt === null ? now : Date.parse(state.completedAt)
  return Math.max(0, to - Date.parse(from))
}

export interface UsualMs {
  readonly p50: number
  readonly p95: number
}

export type TimeLeft =
  | { readonly kind: 'range'; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: 'longer' }

/** What is left by what earlier runs took; null where nothing is known, or the run is over or stands still. */
export function toTimeLeft(state: ExecutionState, usual: UsualMs | null, now: number): TimeLeft | null {
  const elapsed = toElapsedMs(state, now)
  if (usual === null || elapsed === null || state.status !== 'running') return null
  if (elapsed >= usual.p95) return { kind: 'longer' }
  return { kind: 'range', fromMs: Math.max(0, usual.p50 - elapsed), toMs: usual.p95 - elapsed }
}

/** `5 completed, 1 failed, 3 skipped`: what happened to the nodes, leaving out what is none. */
export function toOutcomeWords(counts: StatusCounts): string {
  const parts = [
    [counts.completed, 'completed'],
    [counts.failed, 'failed'],
    [counts.skipped, 'skipped'],
    [counts.cancelled, 'cancelled'],
  ] as const
  const words = parts.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`)
  return words.length === 0 ? 'none' : words.join(', ')
}

/** The failed node that failed first, by time; null while none has. */
export function findFirstFailed(state: ExecutionState): number | null {
  let first: { index: number; at: string } | null = null
  for (const { index } of state.plan.nodes) {
    const { status, completedAt } = state.getNode(index)
    if (status !== 'failed') continue
    const at = completedAt ?? ''
    if (first === null || at < first.at) first = { index, at }
  }
  return first?.index ?? null
}
