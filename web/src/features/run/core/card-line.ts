/** The second line of a node's card in a run: what matters now. Time comes in, so the same record always gives the same words. */
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import type { NodeStatus } from '@heddle/core/execution/status.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { toShortError } from './error-words.ts'
import { toShortId } from './short-id.ts'
import { toPercent } from './to-percent.ts'

export interface CardFacts {
  readonly record: NodeRecord
  /** Label of the node's type. */
  readonly typeLabel: string
  /** The line before a run: type and detail. */
  readonly restLine: string
  readonly isPaused: boolean
  /** Skipped because of a failure above. */
  readonly isCutOff: boolean
  /** The server's time in milliseconds. */
  readonly now: number
}

const lines: Record<NodeStatus, (facts: CardFacts) => string> = {
  pending: ({ restLine }) => restLine,
  queued: ({ record, isPaused, now }) =>
    isPaused ? 'Held back by the pause' : `Queued ${formatDuration(since(record.queuedAt, now))}`,
  running: ({ record, typeLabel, now }) => {
    const what = record.progress === null ? typeLabel : `${toPercent(record.progress)} %`
    return `${what} · ${formatDuration(since(record.startedAt, now))}`
  },
  waiting: ({ record, now }) => `${formatDuration(until(record.dueAt, now))} left`,
  retrying: ({ record, isPaused, now }) => {
    const leftMs = until(record.dueAt, now)
    if (isPaused && leftMs === 0) return 'Held back by the pause'
    return record.dueAt === null ? 'Next try soon' : `Next try in ${toWholeSeconds(leftMs)}`
  },
  completed: ({ record, typeLabel }) =>
    record.keptFrom === null
      ? joinWords(typeLabel, runMs(record))
      : `Result of ${toShortId(record.keptFrom.executionId)}`,
  failed: ({ record }) =>
    joinWords(record.error === null ? 'Failed' : toShortError(record.error), runMs(record)),
  skipped: ({ isCutOff }) => (isCutOff ? 'Upstream failed' : 'Skipped'),
  cancelled: () => 'Cancelled',
}

export function toCardLine(facts: CardFacts): string {
  return lines[facts.record.status](facts)
}

/** How long the last attempt ran, or runs by now; null where none started. */
export function toRunMs(record: NodeRecord, now: number): number | null {
  if (record.startedAt === null) return null
  if (record.status === 'running') return since(record.startedAt, now)
  return runMs(record)
}

/** True for statuses whose line changes with time alone. */
export function hasTickingLine(status: NodeStatus): boolean {
  return status === 'queued' || status === 'running' || status === 'waiting' || status === 'retrying'
}

function runMs({ startedAt, completedAt }: NodeRecord): number | null {
  return startedAt === null || completedAt === null ? null : Date.parse(completedAt) - Date.parse(startedAt)
}

function joinWords(what: string, ms: number | null): string {
  return ms === null ? what : `${what} · ${formatDuration(ms)}`
}

function since(at: string | null, now: number): number {
  return at === null ? 0 : Math.max(0, now - Date.parse(at))
}

function until(at: string | null, now: number): number {
  return at === null ? 0 : Math.max(0, Date.parse(at) - now)
}

function toWholeSeconds(ms: number): string {
  return ms >= 60_000 ? formatDuration(ms) : `${Math.ceil(ms / 1000)} s`
}
