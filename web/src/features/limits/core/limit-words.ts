/** What the rows say of keys, rates and workflows. */
import { describePeriod } from '@heddle/core/execution/describe-period.ts'
import { plural } from '../../../ui/format-count.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { formatClock } from '../../../ui/format-time.ts'
import type { LimitedWorkflow, LimitHolder, LimitRate } from '../queries.ts'

/** `Weave of Night shift`, with the number of the rest: the first has held its slot longest. */
export function toHolderWords(holders: readonly LimitHolder[], used: number): string {
  const [first] = holders
  if (first === undefined) return 'nobody'
  const words = `${first.nodeName} of ${first.workflowName}`
  return used > 1 ? `${words} and ${plural(used - 1, 'other')}` : words
}

/** How long the one that waits longest has; null where nobody waits. */
export function toLongestWait(line: readonly { readonly since: string }[], now: number): string | null {
  if (line.length === 0) return null
  const first = Math.min(...line.map(({ since }) => Date.parse(since)))
  return formatDuration(Math.max(0, now - first))
}

export function toPeriodWords({ perMs }: Pick<LimitRate, 'perMs'>): string {
  return describePeriod(perMs)
}

/** Moments of another day are told by what is left until then. */
export function toNextStartWords({ nextAt }: Pick<LimitRate, 'nextAt'>, now: number): string {
  if (nextAt === null || Date.parse(nextAt) <= now) return 'now'
  const isToday = new Date(nextAt).toDateString() === new Date(now).toDateString()
  return isToday ? formatClock(nextAt) : `in ${formatDuration(Date.parse(nextAt) - now)}`
}

const onLimitWords: Record<LimitedWorkflow['onLimit'], string> = {
  queue: 'wait in line',
  skip: 'are skipped',
  cancel_oldest: 'cancel the oldest',
}

export function toOnLimitWords({ onLimit }: Pick<LimitedWorkflow, 'onLimit'>): string {
  return onLimitWords[onLimit]
}

/** What stands under a list that is cut. */
export function toRestWords(shown: number, all: number): string | null {
  return all > shown ? `and ${plural(all - shown, 'other')}` : null
}
