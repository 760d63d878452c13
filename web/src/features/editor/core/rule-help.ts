import type { TriggerRule } from '@heddle/core/execution/trigger-rule.ts'

export const ruleNames: Record<TriggerRule, string> = {
  all_success: 'All success',
  all_done: 'All done',
  any_success: 'Any success',
  any_failed: 'Any failed',
  all_failed: 'All failed',
  none_failed: 'None failed',
}

/** When a node with this rule starts, naming what leads to it. */
export function describeRule(rule: TriggerRule, before: readonly string[]): string {
  if (before.length === 0) return 'Starts with the run: nothing leads here.'
  const names =
    before.length <= 3 ? before.join(', ') : `${before.slice(0, 2).join(', ')} and ${before.length - 2} more`
  const isOne = before.length === 1
  switch (rule) {
    case 'all_success':
      return isOne ? `Starts when ${names} has completed.` : `Starts when all have completed: ${names}.`
    case 'all_done':
      return isOne
        ? `Starts when ${names} has ended in any way.`
        : `Starts when all have ended in any way: ${names}.`
    case 'any_success':
      return isOne ? `Starts when ${names} has completed.` : `Starts with the first that completes: ${names}.`
    case 'any_failed':
      return isOne ? `Starts when ${names} has failed.` : `Starts with the first that fails: ${names}.`
    case 'all_failed':
      return isOne ? `Starts when ${names} has failed.` : `Starts when all have failed: ${names}.`
    case 'none_failed':
      return isOne
        ? `Starts when ${names} has completed or was skipped.`
        : `Starts when none has failed and all have ended: ${names}.`
  }
}
