/** The words and measures of a row. `now` is always passed in. */
import { formatCount } from '../../../ui/format-count.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { formatClock, formatWhen } from '../../../ui/format-time.ts'
import { toShortId } from '../../../ui/short-id.ts'
import { lengthOf, type Run } from './run.ts'

/** `Queued 3 s` before it starts, `02:00:04` today, `yesterday 02:00`, `19 Nov 02:00`; it may end without a start. */
export function startedWords(run: Run, now: number): string {
  if (run.startedAt === null) {
    if (run.status !== 'pending') return 'Not started'
    return `Queued ${formatDuration(Math.max(0, now - Date.parse(run.createdAt)))}`
  }
  const sameDay = new Date(run.startedAt).toDateString() === new Date(now).toDateString()
  return sameDay ? formatClock(run.startedAt) : formatWhen(run.startedAt, now)
}

/** Who or what started it. */
export function starterWords(run: Run): string {
  switch (run.trigger) {
    case 'retry':
      return run.retryOf === null ? 'Retry' : `Retry of ${toShortId(run.retryOf)}`
    case 'api':
      return run.startedBy ?? 'API'
    case 'example':
      return 'Example'
    case 'parent':
      return 'Another run'
    case 'manual':
      return run.startedBy ?? 'By hand'
  }
}

/** `9 of 14`: settled nodes, whichever way. */
export function nodesWords(run: Run): string {
  const settled = run.completedNodes + run.failedNodes + run.skippedNodes
  return `${formatCount(settled)} of ${formatCount(run.totalNodes)}`
}

/**
 * The length that fills a bar. It moves in steps, so that bars stay still while a run grows.
 */
export function fullBarMs(rows: readonly Run[], now: number): number {
  let longest = 1000
  for (const run of rows) longest = Math.max(longest, lengthOf(run, now) ?? 0, run.p50Ms ?? 0)
  const power = 10 ** Math.floor(Math.log10(longest))
  return ([1, 1.5, 2, 3, 4, 6, 8, 10].find((step) => step * power >= longest) ?? 10) * power
}
