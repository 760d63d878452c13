import type { TriggerRule } from '@heddle/core/execution/trigger-rule.ts'

export const ruleNames: Record<TriggerRule, string> = {
  all_success: 'All success',
  all_done: 'All done',
  any_success: 'Any success',
  any_failed: 'Any failed',
  all_failed: 'All failed',
  none_failed: 'None failed',
}

interface Before {
  readonly name: string
  /** The thread leaves the failure port: it is followed when the node has failed for good. */
  readonly isFailure: boolean
}

/** When a node with this rule starts, naming what leads to it. */
export function describeRule(rule: TriggerRule, before: readonly Before[]): string {
  const [first, ...others] = before
  if (first === undefined) return 'Starts with the run: nothing leads here.'
  if (others.length === 0) return `Starts when ${describeOne(rule, first)}.`
  const words = before.map(({ name, isFailure }) => (isFailure ? `${name} with a failure` : name))
  const names =
    words.length <= 3 ? words.join(', ') : `${words.slice(0, 2).join(', ')} and ${words.length - 2} more`
  return `Starts ${startOf[rule]}: ${names}.`
}

const startOf: Record<TriggerRule, string> = {
  all_success: 'when all have completed',
  all_done: 'when all have ended in any way',
  any_success: 'with the first that completes',
  any_failed: 'with the first that fails',
  all_failed: 'when all have failed',
  none_failed: 'when none has failed and all have ended',
}

function describeOne(rule: TriggerRule, { name, isFailure }: Before): string {
  switch (rule) {
    case 'all_success':
    case 'any_success':
      return isFailure ? `${name} has failed for good` : `${name} has completed`
    case 'none_failed':
      return isFailure ? `${name} has failed for good or was skipped` : `${name} has completed or was skipped`
    case 'all_done':
      return `${name} has ended in any way`
    case 'any_failed':
    case 'all_failed':
      return `${name} has failed`
  }
}
