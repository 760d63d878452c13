import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { isActive } from '@heddle/core/execution/status.ts'

/** Items of all maps, and runs of sub-workflows, that were started and have not ended. Cost O(nodes). */
export function countItemsUnderWay(state: ExecutionState): number {
  let items = 0
  for (const { index } of state.plan.nodes) {
    const record = state.getNode(index)
    if (isActive(record.status)) items += record.items?.running ?? 0
  }
  return items
}
