/** Which items of a map are listed, and the words of the choice with its count. */
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'
import { formatCount } from '../../../ui/format-count.ts'

export const itemFilters = ['all', 'failed', 'running', 'pending', 'completed', 'cancelled'] as const
export type ItemFilter = (typeof itemFilters)[number]

type Counts = Readonly<Record<Exclude<ItemFilter, 'all'> | 'total', number>>

const words: Record<ItemFilter, string> = {
  all: 'All',
  failed: 'Failed',
  running: 'Running',
  pending: 'Not started',
  completed: 'Completed',
  cancelled: 'Cancelled',
}

/** One that is paused is under way: it counts as running. Undefined asks for all. */
export function toItemStatuses(filter: ItemFilter): ExecutionStatus[] | undefined {
  if (filter === 'all') return undefined
  return filter === 'running' ? ['running', 'paused'] : [filter]
}

export function toFilterLabel(filter: ItemFilter, counts: Counts | undefined): string {
  if (counts === undefined) return words[filter]
  return `${words[filter]} (${formatCount(filter === 'all' ? counts.total : counts[filter])})`
}
