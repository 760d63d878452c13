/** The rows of a state, as they would be stored. */
import type { StoredNode } from './restore-state.ts'
import type { ExecutionState } from './state.ts'

/** One row for each node that has been reached, by index. Cost O(nodes). */
export function listTouched(state: ExecutionState): StoredNode[] {
  return state.plan.nodes.flatMap(({ index }) => {
    const { edgesMet, edgesMissed, edgesFailed, ...record } = state.getNode(index)
    return record.status === 'pending' ? [] : [{ index, ...record }]
  })
}
