/** What an edge tells its target once its source is settled. */
import { failurePort } from '../definition/workflow-document.ts'
import type { PlanEdge } from '../plan/compile-plan.ts'
import type { NodeRecord } from './state.ts'
import type { EdgeOutcome } from './trigger-rule.ts'

/** The outcome of an edge, or null while its source is not settled. */
export function edgeOutcome(edge: PlanEdge, source: NodeRecord): EdgeOutcome | null {
  switch (source.status) {
    case 'completed':
      return edge.port === source.port && conditionHolds(edge, source) ? 'met' : 'missed'
    case 'failed':
      if (edge.port !== failurePort) return 'failed'
      return conditionHolds(edge, source) ? 'met' : 'missed'
    case 'cancelled':
      return edge.port === failurePort ? 'missed' : 'failed'
    case 'skipped':
      return 'missed'
    default:
      return null
  }
}

function conditionHolds(edge: PlanEdge, source: NodeRecord): boolean {
  return edge.when === null || source.conditions?.[edge.index] === true
}
