/** Which nodes a retry is going to start, and why, if what it runs again succeeds and leaves the way it did before. */
import { failurePort } from '@heddle/core/definition/workflow-document.ts'
import type { RetryPlan, RetryReason } from '@heddle/core/execution/plan-retry.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { judgeTrigger } from '@heddle/core/execution/trigger-rule.ts'
import { outgoingEdges, type Plan, type PlanEdge, planNode } from '@heddle/core/plan/compile-plan.ts'

export interface ForetoldRetry {
  readonly runAgain: readonly string[]
  readonly skipped: readonly string[]
  /** Of every node in `runAgain`, by id. */
  readonly why: Readonly<Record<string, RetryReason>>
}

/** Whether an edge of a node that completed leads on. */
type Leads = (edge: PlanEdge) => boolean

const nowhere: Leads = () => false

interface Question {
  readonly plan: Plan
  readonly retry: Pick<RetryPlan, 'kept' | 'reasons'>
  readonly former: Pick<ExecutionState, 'plan' | 'getNode'>
}

/** Judges every node once, its sources before it. Cost O(nodes + edges); the answer is in the order of the plan. */
export function foretellRetry({ plan, retry, former }: Question): ForetoldRetry {
  const kept = new Map(retry.kept.map((node) => [node.nodeIndex, node]))
  const met = plan.nodes.map(() => 0)
  const open = plan.nodes.map((node) => plan.incoming[node.index]?.length ?? 0)
  const starts = new Set<number>()
  const ready = [...plan.roots]
  for (const index of ready) {
    const leads = toWay(index)
    for (const edge of outgoingEdges(plan, index)) {
      if (leads(edge)) met[edge.target] = (met[edge.target] ?? 0) + 1
      open[edge.target] = (open[edge.target] ?? 0) - 1
      if (open[edge.target] === 0) ready.push(edge.target)
    }
  }

  function toWay(index: number): Leads {
    const result = kept.get(index)
    if (result) return (edge) => edge.port === result.port && holds(edge, result.conditions ?? {})
    const total = plan.incoming[index]?.length ?? 0
    const tally = { total, met: met[index] ?? 0, missed: total - (met[index] ?? 0), failed: 0 }
    if (judgeTrigger(planNode(plan, index).triggerRule, tally) !== 'start') return nowhere
    starts.add(index)
    return toFormerWay({ plan, former }, index)
  }

  const rest = plan.nodes.filter((node) => !kept.has(node.index))
  const runAgain = rest.filter((node) => starts.has(node.index)).map((node) => node.id)
  return {
    runAgain,
    skipped: rest.filter((node) => !starts.has(node.index)).map((node) => node.id),
    why: Object.fromEntries(runAgain.map((id) => [id, retry.reasons.get(id) ?? { kind: 'cancelled' }])),
  }
}

/** As the node left the last time that it completed; by any port but that of failures where it never did. */
function toFormerWay({ plan, former }: Pick<Question, 'plan' | 'former'>, index: number): Leads {
  const { id } = planNode(plan, index)
  const formerIndex = former.plan.indexOf.get(id)
  const record = formerIndex === undefined ? null : former.getNode(formerIndex)
  const port = record?.status === 'completed' ? record.port : null
  const known = former.plan === plan ? (record?.conditions ?? {}) : {}
  return (edge) =>
    (port === null ? edge.port !== failurePort : edge.port === port) &&
    (known[edge.index] === undefined || holds(edge, known))
}

function holds(edge: PlanEdge, conditions: Readonly<Record<number, boolean>>): boolean {
  return edge.when === null || conditions[edge.index] === true
}
