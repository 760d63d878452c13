/** What of a node its result depends on, apart from the results of its sources, and what of that has changed. */
import { toCanonicalJson } from '../definition/json-schema/canonical-json.ts'
import { type Plan, type PlanEdge, planNode } from '../plan/compile-plan.ts'

export const changedParts = ['type', 'params', 'triggerRule', 'sources'] as const
export type ChangedPart = (typeof changedParts)[number]

/** What differs of a node that both plans have. Throws a RangeError for one that a plan lacks. */
export function findChangedParts(former: Plan, plan: Plan, nodeId: string): ChangedPart[] {
  const was = describe(former, former.indexOf.get(nodeId) ?? -1)
  const is = describe(plan, plan.indexOf.get(nodeId) ?? -1)
  return changedParts.filter((part) => was[part] !== is[part])
}

/** The same for two edges of different plans where nothing that is evaluated differs. */
export function toEdgeKey(plan: Plan, edge: PlanEdge): string {
  const ends = [planNode(plan, edge.source).id, planNode(plan, edge.target).id]
  return JSON.stringify([...ends, edge.port, edge.when])
}

function describe(plan: Plan, index: number): Record<ChangedPart, string> {
  const { type, params, triggerRule } = planNode(plan, index)
  const sources = (plan.incoming[index] ?? []).map((edge) => toEdgeKey(plan, edge)).sort()
  return { type, params: toCanonicalJson(params), triggerRule, sources: JSON.stringify(sources) }
}
