/**
 * What a retry runs again and what it keeps. A result is kept where running the node again would see the same
 * type, parameters and sources, and nothing before it runs again; everything else is decided by the triggers.
 */
import { toCanonicalJson } from '../definition/json-schema/canonical-json.ts'
import { outgoingEdges, type Plan, type PlanEdge, planNode } from '../plan/compile-plan.ts'
import type { KeptNode } from './command.ts'
import type { NodeRecord } from './state.ts'

export interface RetryRequest {
  /** The execution that is retried; it must be final. */
  readonly former: {
    readonly executionId: string
    readonly plan: Plan
    readonly getNode: (index: number) => NodeRecord
  }
  /** The plan of the new execution: the same version or a later one. */
  readonly plan: Plan
  /** `failed` runs what did not complete and what follows; ids run those too; `start` keeps nothing. */
  readonly from: 'failed' | 'start' | readonly string[]
}

export interface RetryPlan {
  /** Ids of nodes that have no result to keep, in the order of the plan; their triggers decide whether they start. */
  readonly runAgain: readonly string[]
  /** Ids of nodes that the former execution skipped. They are judged anew, and may start this time. */
  readonly skipped: readonly string[]
  /** Results for the start command of the new execution. */
  readonly kept: readonly KeptNode[]
  /** Ids in `from` that the new plan does not have: the caller refuses them. */
  readonly unknown: readonly string[]
}

/** Cost O(nodes + edges). */
export function planRetry(request: RetryRequest): RetryPlan {
  const { plan, from } = request
  const named = typeof from === 'string' ? [] : from
  const keepable = from === 'start' ? [] : findKeepable(request)
  const again = spread(plan, findSeeds(request, keepable))
  const kept = keepable.filter((node): node is KeptNode => node !== undefined && !again.has(node.nodeIndex))
  const keptIndexes = new Set(kept.map((node) => node.nodeIndex))
  const rest = plan.nodes.filter((node) => !keptIndexes.has(node.index))
  const isSkipped = (index: number) => wasSkipped(request, index) && !named.includes(planNode(plan, index).id)
  return {
    runAgain: rest.filter((node) => !isSkipped(node.index)).map((node) => node.id),
    skipped: rest.filter((node) => isSkipped(node.index)).map((node) => node.id),
    kept,
    unknown: named.filter((id) => !plan.indexOf.has(id)),
  }
}

/** By index in the new plan, the results that are still good as far as the node itself goes. */
function findKeepable({ former, plan }: RetryRequest): (KeptNode | undefined)[] {
  return plan.nodes.map(({ index, id }) => {
    const formerIndex = findUnchanged({ former: former.plan, plan }, index)
    if (formerIndex === null) return undefined
    const record = former.getNode(formerIndex)
    if (record.status !== 'completed' || record.port === null) return undefined
    const conditions = carryConditions(former.plan, plan, { id, record })
    if (conditions === null) return undefined
    const keptFrom = record.keptFrom ?? { executionId: former.executionId, attempt: record.attempt }
    return { nodeIndex: index, port: record.port, keptFrom, conditions }
  })
}

/** Nodes that run again by themselves, not because of something before them. */
function findSeeds(request: RetryRequest, keepable: readonly (KeptNode | undefined)[]): number[] {
  const named = new Set(typeof request.from === 'string' ? [] : request.from)
  return request.plan.nodes
    .filter(({ index, id }) => {
      if (named.has(id)) return true
      return keepable[index] === undefined && !wasSkipped(request, index)
    })
    .map((node) => node.index)
}

/** True where the former execution skipped a node that has not changed since: it would do so again. */
function wasSkipped({ former, plan, from }: RetryRequest, index: number): boolean {
  if (from === 'start') return false
  const formerIndex = findUnchanged({ former: former.plan, plan }, index)
  return formerIndex !== null && former.getNode(formerIndex).status === 'skipped'
}

/** Index of the same node in the former plan, or null where it is new or has changed. */
function findUnchanged({ former, plan }: { former: Plan; plan: Plan }, index: number): number | null {
  if (former === plan) return index
  const formerIndex = former.indexOf.get(planNode(plan, index).id)
  if (formerIndex === undefined) return null
  return fingerprint(former, formerIndex) === fingerprint(plan, index) ? formerIndex : null
}

/** What a node's result depends on, apart from the results of its sources. */
function fingerprint(plan: Plan, index: number): string {
  const { type, params, triggerRule } = planNode(plan, index)
  const sources = (plan.incoming[index] ?? []).map((edge) => toEdgeKey(plan, edge)).sort()
  return toCanonicalJson([type, params, triggerRule, sources])
}

function toEdgeKey(plan: Plan, edge: PlanEdge): string {
  const ends = [planNode(plan, edge.source).id, planNode(plan, edge.target).id]
  return JSON.stringify([...ends, edge.port, edge.when])
}

/**
 * The conditions of a kept node by the edges of the new plan; null where a condition was never evaluated, so
 * that the node has to run again to have it evaluated.
 */
function carryConditions(
  former: Plan,
  plan: Plan,
  source: { id: string; record: NodeRecord },
): Readonly<Record<number, boolean>> | null {
  const known = source.record.conditions ?? {}
  if (former === plan) return known
  const formerEdges = outgoingEdges(former, former.indexOf.get(source.id) ?? -1)
  const values = new Map(formerEdges.map((edge) => [toEdgeKey(former, edge), known[edge.index]]))
  const conditions: Record<number, boolean> = {}
  for (const edge of outgoingEdges(plan, plan.indexOf.get(source.id) ?? -1)) {
    if (edge.when === null || edge.port !== source.record.port) continue
    const value = values.get(toEdgeKey(plan, edge))
    if (value === undefined) return null
    conditions[edge.index] = value
  }
  return conditions
}

/** The seeds and all nodes behind them. */
function spread(plan: Plan, seeds: readonly number[]): ReadonlySet<number> {
  const reached = new Set(seeds)
  const open = [...seeds]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (const { target } of outgoingEdges(plan, index)) {
      if (reached.has(target)) continue
      reached.add(target)
      open.push(target)
    }
  }
  return reached
}
