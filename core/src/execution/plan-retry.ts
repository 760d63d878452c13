/**
 * What a retry runs again, why, and what it keeps. A result is kept where running the node again would see the
 * same type, parameters, sources and input, and nothing before it runs again; everything else is decided by the
 * triggers.
 */
import { readReferences } from '../expression/read-references.ts'
import { outgoingEdges, type Plan, type PlanEdge, type PlanNode, planNode } from '../plan/compile-plan.ts'
import type { KeptNode } from './command.ts'
import { type ChangedPart, findChangedParts, toEdgeKey } from './plan-retry-changes.ts'
import type { NodeRecord } from './state.ts'

export interface RetryRequest {
  /** The execution that is retried; it must be final. */
  readonly former: {
    readonly executionId: string
    readonly plan: Plan
    readonly getNode: (index: number) => NodeRecord
  }
  /** The plan of the new execution: the same version or another one. */
  readonly plan: Plan
  /** `failed` runs what did not complete and what follows; ids run those too; `start` keeps nothing. */
  readonly from: 'failed' | 'start' | readonly string[]
  /** Where the new execution has another input: whether a node's type or parameters read it. Else null. */
  readonly readsInput?: ((node: PlanNode) => boolean) | null
  /** Executions whose results are gone. */
  readonly gone?: ReadonlySet<string>
}

/** Why a node runs again. */
export type RetryReason =
  | { readonly kind: 'start' | 'chosen' | 'failed' | 'cancelled' | 'added' }
  | { readonly kind: 'changed'; readonly parts: readonly ChangedPart[] }
  /** An edge that leaves it carries a condition that was not evaluated when the node ran. */
  | { readonly kind: 'condition' }
  /** It reads the input, which is another one; or a condition of an edge that leaves it does. */
  | { readonly kind: 'input' | 'input-condition' }
  /** The execution that ran it was deleted. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'follows'; readonly nodeId: string }

export interface RetryPlan {
  /** Ids of nodes that have no result to keep, in the order of the plan; their triggers decide whether they start. */
  readonly runAgain: readonly string[]
  /** Ids of nodes that the former execution skipped. They are judged anew, and may start this time. */
  readonly skipped: readonly string[]
  /** Results for the start command of the new execution. */
  readonly kept: readonly KeptNode[]
  /** By id: of every node in `runAgain`, and of those in `skipped` that follow one. */
  readonly reasons: ReadonlyMap<string, RetryReason>
  /** Ids in `from` that the new plan does not have: the caller refuses them. */
  readonly unknown: readonly string[]
}

/** Cost O(nodes + edges). */
export function planRetry(request: RetryRequest): RetryPlan {
  const { plan, from } = request
  const named = typeof from === 'string' ? [] : from
  const judged = plan.nodes.map((node) => judge(request, node))
  const seeds = findSeeds(judged, { plan, from })
  const reasons = spread(plan, seeds)
  const kept = judged.flatMap((node, index) =>
    node.kind === 'kept' && !reasons.has(planNode(plan, index).id) ? [node.kept] : [],
  )
  const keptIndexes = new Set(kept.map((node) => node.nodeIndex))
  const rest = plan.nodes.filter((node) => !keptIndexes.has(node.index))
  const isSkipped = ({ index, id }: PlanNode) => judged[index]?.kind === 'skipped' && !named.includes(id)
  return {
    runAgain: rest.filter((node) => !isSkipped(node)).map((node) => node.id),
    skipped: rest.filter(isSkipped).map((node) => node.id),
    kept,
    reasons,
    unknown: named.filter((id) => !plan.indexOf.has(id)),
  }
}

/** A node by itself: its result is still good, it was skipped and would be judged alike, or why neither is so. */
type Judged =
  | { readonly kind: 'kept'; readonly kept: KeptNode }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'again'; readonly reason: RetryReason }

function judge(request: RetryRequest, node: PlanNode): Judged {
  const { former, plan } = request
  if (request.from === 'start') return again({ kind: 'start' })
  const formerIndex = former.plan === plan ? node.index : former.plan.indexOf.get(node.id)
  if (formerIndex === undefined) return again({ kind: 'added' })
  const parts = former.plan === plan ? [] : findChangedParts(former.plan, plan, node.id)
  if (parts.length > 0) return again({ kind: 'changed', parts })
  const record = former.getNode(formerIndex)
  if (record.status === 'skipped') return { kind: 'skipped' }
  if (record.status === 'failed') return again({ kind: 'failed' })
  const { status, port } = record
  if (status !== 'completed' || port === null) return again({ kind: 'cancelled' })
  return judgeCompleted(request, node, { record, port })
}

function judgeCompleted(
  request: RetryRequest,
  node: PlanNode,
  { record, port }: { readonly record: NodeRecord; readonly port: string },
): Judged {
  const { former, plan, readsInput, gone } = request
  const keptFrom = record.keptFrom ?? { executionId: former.executionId, attempt: record.attempt }
  if (gone?.has(keptFrom.executionId)) return again({ kind: 'gone' })
  if (readsInput?.(node)) return again({ kind: 'input' })
  if (readsInput && outgoingEdges(plan, node.index).some(conditionReadsInput))
    return again({ kind: 'input-condition' })
  const conditions = carryConditions(former.plan, plan, { id: node.id, record })
  if (conditions === null) return again({ kind: 'condition' })
  return { kind: 'kept', kept: { nodeIndex: node.index, port, keptFrom, conditions } }
}

function again(reason: RetryReason): Judged {
  return { kind: 'again', reason }
}

/** One that cannot be read counts as reading everything. */
function conditionReadsInput({ when }: PlanEdge): boolean {
  if (when === null) return false
  const read = readReferences(when)
  return !read.ok || read.references.input
}

/** Nodes that run again by themselves, not because of something before them, with the reason. */
function findSeeds(
  judged: readonly Judged[],
  { plan, from }: Pick<RetryRequest, 'plan' | 'from'>,
): ReadonlyMap<number, RetryReason> {
  const named = new Set(typeof from === 'string' ? [] : from)
  const seeds = new Map<number, RetryReason>()
  for (const { index, id } of plan.nodes) {
    const node = judged[index]
    if (named.has(id)) seeds.set(index, { kind: 'chosen' })
    else if (node?.kind === 'again') seeds.set(index, node.reason)
  }
  return seeds
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

/** The seeds and all nodes behind them, each with its reason; a node behind several names the one that came first. */
function spread(plan: Plan, seeds: ReadonlyMap<number, RetryReason>): ReadonlyMap<string, RetryReason> {
  const reasons = new Map<string, RetryReason>()
  for (const [index, reason] of seeds) reasons.set(planNode(plan, index).id, reason)
  const reached = [...seeds.keys()]
  for (const index of reached) {
    const { id } = planNode(plan, index)
    for (const { target } of outgoingEdges(plan, index)) {
      const { id: targetId } = planNode(plan, target)
      if (reasons.has(targetId)) continue
      reasons.set(targetId, { kind: 'follows', nodeId: id })
      reached.push(target)
    }
  }
  return reasons
}
