/**
 * Trigger rules: when a node may start, seen from the outcomes of its incoming edges.
 * Pure and O(1): the caller keeps the tally, no edge is looked at again.
 */

export const triggerRules = [
  'all_success',
  'all_done',
  'any_success',
  'any_failed',
  'all_failed',
  'none_failed',
] as const
export type TriggerRule = (typeof triggerRules)[number]

/** What an edge told its target: the source led here, chose another way, or failed. */
export type EdgeOutcome = 'met' | 'missed' | 'failed'

/** Outcomes counted so far; `total` is the number of incoming edges, the rest are not settled yet. */
export interface EdgeTally {
  readonly total: number
  readonly met: number
  readonly missed: number
  readonly failed: number
}

export type TriggerVerdict = 'start' | 'skip' | 'wait'

/** Whether a node with this rule and this tally starts now, can never start, or has to wait for more outcomes. */
export function judgeTrigger(rule: TriggerRule, tally: EdgeTally): TriggerVerdict {
  if (tally.total === 0) return 'start'
  const settled = tally.met + tally.missed + tally.failed === tally.total
  return verdicts[rule](tally, settled)
}

const verdicts: Record<TriggerRule, (tally: EdgeTally, settled: boolean) => TriggerVerdict> = {
  all_success: (tally, settled) => {
    if (tally.missed + tally.failed > 0) return 'skip'
    return settled ? 'start' : 'wait'
  },
  all_done: (_tally, settled) => (settled ? 'start' : 'wait'),
  any_success: (tally, settled) => {
    if (tally.met > 0) return 'start'
    return settled ? 'skip' : 'wait'
  },
  any_failed: (tally, settled) => {
    if (tally.failed > 0) return 'start'
    return settled ? 'skip' : 'wait'
  },
  all_failed: (tally, settled) => {
    if (tally.met + tally.missed > 0) return 'skip'
    return settled ? 'start' : 'wait'
  },
  none_failed: (tally, settled) => {
    if (tally.failed > 0) return 'skip'
    return settled ? 'start' : 'wait'
  },
}
