/** Of the maps that a retry runs again, how many items keep their results: with the rest these need not run. */
import type { RetryReason } from '@heddle/core/execution/plan-retry.ts'
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import { planNode } from '@heddle/core/plan/compile-plan.ts'
import type { ForetoldRetry } from './foretell-retry.ts'
import { meansAnew } from './means-anew.ts'
import type { FormerRetry, RetryRequest } from './plan-former-retry.ts'

export interface KeptItems {
  readonly kept: number
  readonly total: number
}

/** By id of the node; without those of which it cannot be known, as their list or their graph may be another one. */
export function foretellKeptItems(
  { from }: Pick<RetryRequest, 'from'>,
  { plan, former, isInputChanged }: Pick<FormerRetry, 'plan' | 'former' | 'isInputChanged'>,
  { runAgain, why }: Pick<ForetoldRetry, 'runAgain' | 'why'>,
): ReadonlyMap<string, KeptItems> {
  const found = new Map<string, KeptItems>()
  if (isInputChanged || meansAnew({ from }, former)) return found
  const again = new Set(runAgain)
  for (const nodeId of runAgain) {
    const reason = why[nodeId]?.kind ?? 'cancelled'
    const items = leavesItems[reason] ? findItems(former.getNode, former.plan.indexOf.get(nodeId)) : null
    const incoming = plan.incoming[plan.indexOf.get(nodeId) ?? -1] ?? []
    const hasSameList = !incoming.some(({ source }) => again.has(planNode(plan, source).id))
    if (items !== null && hasSameList) found.set(nodeId, items)
  }
  return found
}

/** For these reasons a map works through the list that it had. */
const leavesItems: Partial<Record<RetryReason['kind'], true>> = {
  chosen: true,
  failed: true,
  cancelled: true,
}

function findItems(getNode: (index: number) => NodeRecord, index: number | undefined): KeptItems | null {
  const items = index === undefined ? null : getNode(index).items
  return items === null || items.completed === 0 ? null : { kept: items.completed, total: items.total }
}
