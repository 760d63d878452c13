/** Whether a node was skipped because something above it failed, and not because another way was chosen. */
import type { ExecutionState } from '@heddle/core/execution/state.ts'

/** Follows skipped nodes upwards to a failure; each node is looked at once. */
export function isCutOff(state: ExecutionState, index: number): boolean {
  const seen = new Set([index])
  const open = [index]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const record = state.getNode(at)
    if (record.edgesFailed > 0) return true
    for (const edge of state.plan.incoming[at] ?? []) {
      if (seen.has(edge.source) || state.getNode(edge.source).status !== 'skipped') continue
      seen.add(edge.source)
      open.push(edge.source)
    }
  }
  return false
}
