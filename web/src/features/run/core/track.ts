/**
 * A node's row in the timeline: spans of queueing, running, waiting and pausing. Folded from events where they
 * are known; else the last attempt alone, from the node's record.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import { isSettled } from '@heddle/core/execution/status.ts'

export type SpanKind = 'queued' | 'run' | 'waiting' | 'backoff'
export type SpanEnd = 'completed' | 'failed' | 'lost' | 'cancelled' | 'open'

export interface Span {
  readonly kind: SpanKind
  /** Milliseconds since the epoch. */
  readonly from: number
  /** Null while it lasts. */
  readonly to: number | null
  readonly end: SpanEnd
  /** Number of the attempt; 0 where none belongs to it. */
  readonly attempt: number
}

/** A node's spans in order; the last one may be open. */
export type Track = readonly Span[]

export const emptyTrack: Track = []

/** Adds one event of the node. Events of the execution and progress change nothing. */
export function extendTrack(track: Track, event: ExecutionEvent): Track {
  const at = Date.parse(event.timestamp)
  const open = (kind: SpanKind, attempt: number): Span => ({ kind, from: at, to: null, end: 'open', attempt })
  const last = track.at(-1)?.attempt ?? 0
  switch (event.type) {
    case 'node_queued':
      return [...close(track, at, 'completed'), open('queued', last)]
    case 'node_started':
      return [...close(track, at, 'completed'), open('run', event.attempt ?? last + 1)]
    case 'node_waiting':
      // Its items are at work: that is one with its own running.
      if (event.data.reason === 'children') return track
      return [...close(track, at, 'completed'), open('waiting', last)]
    case 'node_retrying':
      return [...close(track, at, 'failed'), open('backoff', last)]
    case 'attempt_lost':
      return [...close(track, at, 'lost'), open('backoff', last)]
    case 'node_completed':
      // With its fallback the node completed, though its attempt did not.
      return close(track, at, event.data.fallbackFor === undefined ? 'completed' : 'failed')
    case 'node_failed':
      return close(track, at, 'failed')
    case 'node_cancelled':
    case 'node_skipped':
      return close(track, at, 'cancelled')
    default:
      return track
  }
}

function close(track: Track, at: number, end: SpanEnd): Track {
  const last = track.at(-1)
  if (last === undefined || last.to !== null) return track
  return [...track.slice(0, -1), { ...last, to: at, end }]
}

/** What a record alone tells: when it was queued, and its last attempt. */
export function toRecordTrack(record: NodeRecord): Track {
  const { status, attempt } = record
  const queuedAt = toMs(record.queuedAt)
  const startedAt = toMs(record.startedAt)
  const completedAt = toMs(record.completedAt)
  const spans: Span[] = []
  if (queuedAt !== null) {
    const to = startedAt ?? completedAt
    spans.push({ kind: 'queued', from: queuedAt, to, end: to === null ? 'open' : 'completed', attempt })
  }
  if (startedAt === null) return spans
  const kind = status === 'waiting' && record.waitingFor !== 'children' ? 'waiting' : 'run'
  const end = toRecordEnd(record)
  const isOver = isSettled(status) && completedAt !== null
  spans.push({ kind, from: startedAt, to: isOver ? completedAt : null, end: isOver ? end : 'open', attempt })
  return spans
}

function toRecordEnd({ status, error }: NodeRecord): SpanEnd {
  if (status === 'failed' || status === 'cancelled') return status
  return status === 'completed' && error !== null ? 'failed' : 'completed'
}

/** From the start of the first attempt to the end of the last, all waiting between included; null before the first. */
export function toWholeMs(track: Track, now: number): number | null {
  const first = track.find((span) => span.kind === 'run')
  const last = track.at(-1)
  if (first === undefined || last === undefined) return null
  return Math.max(0, (last.to ?? now) - first.from)
}

function toMs(at: string | null): number | null {
  return at === null ? null : Date.parse(at)
}
