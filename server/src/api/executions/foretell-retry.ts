/** Which of the nodes that an execution skipped a retry is going to start, if what it runs again succeeds. */

import { failurePort } from '@heddle/core/definition/workflow-document.ts'
import type { RetryPlan } from '@heddle/core/execution/plan-retry.ts'
import { outgoingEdges, type Plan, planNode } from '@heddle/core/plan/compile-plan.ts'

export interface ForetoldRetry {
  readonly runAgain: readonly string[]
  readonly skipped: readonly string[]
}

/**
 * A skipped node behind one that runs again is expected to run: it was cut off. One behind kept results alone is
 * judged by the same facts as before and is skipped again. Cost O(nodes + edges); order of the plan.
 */
export function foretellRetry(plan: Plan, { runAgain, skipped }: RetryPlan): ForetoldRetry {
  const wereSkipped = new Set(skipped)
  const runs = new Set(runAgain)
  const reached = runAgain.flatMap((id) => plan.indexOf.get(id) ?? [])
  for (const index of reached) {
    for (const { target, port } of outgoingEdges(plan, index)) {
      const { id } = planNode(plan, target)
      if (port === failurePort || runs.has(id) || !wereSkipped.has(id)) continue
      runs.add(id)
      reached.push(target)
    }
  }
  return {
    runAgain: plan.nodes.filter((node) => runs.has(node.id)).map((node) => node.id),
    skipped: skipped.filter((id) => !runs.has(id)),
  }
}
