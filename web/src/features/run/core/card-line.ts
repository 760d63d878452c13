/** The second line of a node's card in a run: what matters now. Time comes in, so the same record always gives the same words. */
import type { ItemCounts, WaitReason } from '@heddle/core/execution/event.ts'
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import { type ExecutionStatus, isSettled, type NodeStatus } from '@heddle/core/execution/status.ts'
import { formatCount } from '../../../ui/format-count.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { formatWhen } from '../../../ui/format-time.ts'
import { toShortId } from '../../../ui/short-id.ts'
import { toShortError } from './error-words.ts'
import { toPercent } from './to-percent.ts'

const soonMs = 3_600_000
const dayMs = 24 * soonMs

/** More of them are cut off on the card, and a figure that is cut is another figure. */
const lineLetters = 22

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
    isPaused ? 'Held by the pause' : `Queued ${formatDuration(since(record.queuedAt, now))}`,
  running: ({ record, typeLabel, now }) => {
    const what = record.progress === null ? typeLabel : `${toPercent(record.progress)} %`
    return `${what} · ${formatDuration(since(record.startedAt, now))}`
  },
  waiting: (facts) => waits[facts.record.waitingFor ?? 'time'](facts),
  retrying: ({ record, isPaused, now }) => {
    const leftMs = until(record.dueAt, now)
    if (isPaused && leftMs === 0) return 'Held by the pause'
    return record.dueAt === null ? 'Next try soon' : `Next try in ${toWholeSeconds(leftMs)}`
  },
  completed: ({ record, typeLabel }) => {
    const { keptFrom, cachedFrom, items, error } = record
    if (keptFrom !== null) return `Result of ${toShortId(keptFrom.executionId)}`
    if (cachedFrom !== null) return `Cached, of ${toShortId(cachedFrom.executionId)}`
    if (error !== null) return `Fallback · ${toShortError(error)}`
    // The last attempt only gathers what the items gave: how long it took says nothing.
    if (items === null) return joinWords(typeLabel, runMs(record))
    return items.total === 1 ? typeLabel : toItemsLine(items)
  },
  failed: ({ record }) =>
    record.items === null || record.items.total === 1
      ? joinWords(record.error === null ? 'Failed' : toShortError(record.error), runMs(record))
      : toItemsLine(record.items),
  skipped: ({ isCutOff }) => (isCutOff ? 'Upstream failed' : 'Skipped'),
  cancelled: () => 'Cancelled',
}

const waits: Record<WaitReason, (facts: CardFacts) => string> = {
  time: ({ record, now }) => toTimeLeft(record.dueAt, now),
  approval: ({ record, now }) => toWaitLine('a person', untilSoon(record, now)),
  signal: ({ record, now }) => toWaitLine('a signal', untilSoon(record, now)),
  children: ({ record, typeLabel, now }) => {
    const { items, startedAt, queuedAt } = record
    // The card has no room for three figures.
    if (items !== null && items.total > 1 && items.failed > 0) return toItemsLine(items)
    const what = items === null || items.total === 1 ? typeLabel : toItemsLine(items)
    return joinWords(what, since(startedAt ?? queuedAt, now))
  },
}

/** `7 of 12`, and how many of them failed; the bar of the card shows the total where three figures are too long. */
function toItemsLine({ total, completed, failed }: ItemCounts): string {
  const ended = formatCount(completed + failed)
  const words = `${ended} of ${formatCount(total)}`
  if (failed === 0) return words
  const all = `${words}, ${formatCount(failed)} failed`
  if (all.length <= lineLetters) return all
  return completed + failed === total
    ? `${formatCount(failed)} of ${formatCount(total)} failed`
    : `${ended} done, ${formatCount(failed)} failed`
}

/** `1:06:30 left`; from a day on the day, for nobody counts in hundreds of hours. */
export function toTimeLeft(dueAt: string | null, now: number): string {
  const leftMs = until(dueAt, now)
  return dueAt === null || leftMs < dayMs
    ? `${formatDuration(leftMs)} left`
    : `Until ${formatWhen(dueAt, now)}`
}

/** Beside the time that is left there is no room for the whole sentence. */
function toWaitLine(whom: string, leftMs: number | null): string {
  return leftMs === null ? `Waits for ${whom}` : `For ${whom} · ${formatDuration(leftMs)}`
}

/** A deadline within the hour counts down on the card; a later one stands in the panel. */
function untilSoon({ dueAt }: NodeRecord, now: number): number | null {
  const leftMs = until(dueAt, now)
  return dueAt === null || leftMs > soonMs ? null : leftMs
}

/** How far the items are that are worth a bar; under a node that is over none of them runs any more. */
export function toShownItems({ items, status }: NodeRecord): ItemCounts | undefined {
  if (items === null || items.total < 2) return undefined
  return isSettled(status) ? { ...items, running: 0 } : items
}

/** As it is shown: a node whose items or whose own run are under way is at work, though no worker holds it. */
export function toShownStatus({ status, waitingFor }: NodeRecord, run: ExecutionStatus): NodeStatus {
  return status === 'waiting' && waitingFor === 'children' && run === 'running' ? 'running' : status
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

/** Whole seconds up to a minute, so that what counts down does not flicker. */
export function toWholeSeconds(ms: number): string {
  return ms >= 60_000 ? formatDuration(ms) : `${Math.ceil(ms / 1000)} s`
}
