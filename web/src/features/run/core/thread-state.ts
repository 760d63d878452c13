/** How a thread is drawn in a run, from what the core says about its edge and its target. */
import { edgeOutcome } from '@heddle/core/execution/edge-outcome.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { isActive, type NodeStatus } from '@heddle/core/execution/status.ts'
import type { PlanEdge } from '@heddle/core/plan/compile-plan.ts'

export type RunThread = 'not-reached' | 'on-its-way' | 'taken' | 'not-taken' | 'cut'

export function toRunThread(state: ExecutionState, edge: PlanEdge): RunThread {
  const source = state.getNode(edge.source)
  const target = state.getNode(edge.target).status
  switch (edgeOutcome(edge, source)) {
    case null:
      return 'not-reached'
    case 'missed':
      return 'not-taken'
    case 'met':
      return isActive(target) ? 'on-its-way' : 'taken'
    case 'failed':
      // A rule such as all_done goes on from a failure: then the thread led somewhere.
      if (hasBegun(target)) return isActive(target) ? 'on-its-way' : 'taken'
      return source.status === 'failed' ? 'cut' : 'not-taken'
  }
}

function hasBegun(status: NodeStatus): boolean {
  return isActive(status) || status === 'completed' || status === 'failed'
}
