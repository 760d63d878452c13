import type { ExecutionState } from '@heddle/core/execution/state.ts'
import type { RetryRequest } from './plan-former-retry.ts'

/**
 * Who starts over, or chooses a node that had completed, means to have the work done: results of earlier runs and
 * completed items of maps are not taken for it. A map that is chosen and has failed items goes on with those.
 */
export function meansAnew({ from }: Pick<RetryRequest, 'from'>, former: ExecutionState): boolean {
  if (typeof from === 'string') return from === 'start'
  return from.some((id) => {
    const index = former.plan.indexOf.get(id)
    if (index === undefined) return false
    const { status, items } = former.getNode(index)
    return status === 'completed' && (items?.failed ?? 0) === 0
  })
}
