/**
 * How an execution must end, worked out from the contract's words alone, without the product's own rules:
 * node by node in topological order, with every outcome known. It is slow and knows nothing of time.
 */
import type { NodeStatus } from '../execution/status.ts'
import { type Plan, planNode } from '../plan/compile-plan.ts'
import { failsForGood, fateOf, type Scenario } from './arbitrary-plan.ts'

export interface ExpectedEnd {
  readonly status: 'completed' | 'failed'
  /** By node index. */
  readonly nodes: readonly NodeStatus[]
}

/** For executions that nobody cancels, that go on after failures and that have the time they need. */
export function expectEnd(scenario: Scenario): ExpectedEnd {
  const { plan } = scenario
  const nodes: NodeStatus[] = []
  const statusOf = (index: number): NodeStatus => {
    nodes[index] ??= starts(scenario, index, statusOf)
      ? failsForGood(scenario, index) && !hasFallback(plan, index)
        ? 'failed'
        : 'completed'
      : 'skipped'
    return nodes[index]
  }
  for (const { index } of plan.nodes) statusOf(index)
  const failed = plan.nodes.some(({ index }) => nodes[index] === 'failed' && !hasFailureEdge(plan, index))
  return { status: failed ? 'failed' : 'completed', nodes }
}

function starts(scenario: Scenario, index: number, statusOf: (index: number) => NodeStatus): boolean {
  const outcomes = (scenario.plan.incoming[index] ?? []).map((edge) => {
    const condition = edge.when === null || scenario.conditions[edge.index] === true
    const status = statusOf(edge.source)
    if (status === 'skipped') return 'missed'
    if (status === 'failed') {
      if (edge.port !== 'failure') return 'failed'
      return condition ? 'met' : 'missed'
    }
    // A fallback leaves as a success does.
    const port = failsForGood(scenario, edge.source) ? 'success' : fateOf(scenario, edge.source).port
    return port === edge.port && condition ? 'met' : 'missed'
  })
  if (outcomes.length === 0) return true
  const has = (outcome: string) => outcomes.some((one) => one === outcome)
  const only = (outcome: string) => outcomes.every((one) => one === outcome)
  switch (planNode(scenario.plan, index).triggerRule) {
    case 'all_success':
      return only('met')
    case 'all_done':
      return true
    case 'any_success':
      return has('met')
    case 'any_failed':
      return has('failed')
    case 'all_failed':
      return only('failed')
    case 'none_failed':
      return !has('failed')
  }
}

function hasFallback(plan: Plan, index: number): boolean {
  return planNode(plan, index).fallback !== null
}

function hasFailureEdge(plan: Plan, index: number): boolean {
  return plan.edges.some((edge) => edge.source === index && edge.port === 'failure')
}
