/**
 * A plan is a workflow version compiled for running: nodes and edges by index, neighbours at hand, defaults
 * filled in. The same document always compiles to the same plan, so an index means the same node for ever.
 */
import {
  type CachePolicy,
  defaultPort,
  failurePort,
  type NodeDefinition,
  type WorkflowDocument,
} from '../definition/workflow-document.ts'
import { type ResolvedRetryPolicy, resolveRetryPolicy } from '../execution/retry-policy.ts'
import type { TriggerRule } from '../execution/trigger-rule.ts'

/** Limits across executions. A key is a template: its value counts. */
export interface NodeLimits {
  readonly concurrency: { readonly key: string; readonly limit: number } | null
  readonly rate: { readonly key: string; readonly limit: number; readonly perMs: number } | null
}

export interface PlanNode {
  readonly index: number
  readonly id: string
  readonly name: string
  readonly type: string
  readonly params: Readonly<Record<string, unknown>>
  readonly triggerRule: TriggerRule
  readonly priority: number
  readonly workerGroup: string
  readonly retry: ResolvedRetryPolicy
  readonly timeoutMs: number | null
  readonly startWithinMs: number | null
  /** Null where nothing beyond the execution limits the node. */
  readonly limits: NodeLimits | null
  readonly cache: CachePolicy | null
  /** The output of last resort; null where there is none. */
  readonly fallback: { readonly value: unknown } | null
}

export interface PlanEdge {
  readonly index: number
  readonly source: number
  readonly target: number
  readonly port: string
  /** JSONata that must be true for the edge to be met; null where there is no condition. */
  readonly when: string | null
}

export interface PlanSettings {
  readonly maxParallel: number | null
  readonly timeoutMs: number | null
  readonly priority: number
  readonly onFailure: 'finish' | 'stop'
  readonly startWithinMs: number | null
  /** How many executions of the workflow may run at once, and what becomes of one too many. */
  readonly admission: { readonly limit: number; readonly onLimit: 'queue' | 'skip' | 'cancel_oldest' } | null
}

export interface Plan {
  readonly nodes: readonly PlanNode[]
  readonly edges: readonly PlanEdge[]
  /** Edges that leave a node, by node index. */
  readonly outgoing: readonly (readonly PlanEdge[])[]
  /** Edges that enter a node, by node index. */
  readonly incoming: readonly (readonly PlanEdge[])[]
  readonly indexOf: ReadonlyMap<string, number>
  /** Indexes of the nodes that no edge enters. */
  readonly roots: readonly number[]
  readonly hasNodePriorities: boolean
  readonly settings: PlanSettings
}

/** Shared by all nodes that have none. */
const noEdges: PlanEdge[] = []
const noParams = {}

/**
 * Compiles a valid document. Cost O(nodes + edges).
 * Throws a RangeError for an edge whose end is missing: validation refuses such documents before.
 */
export function compilePlan(document: WorkflowDocument): Plan {
  const nodes = Object.entries(document.nodes).map(([id, node], index) => toPlanNode(id, node, index))
  const indexOf = new Map<string, number>()
  for (const { id, index } of nodes) indexOf.set(id, index)
  const edges = (document.edges ?? []).map((edge, index): PlanEdge => {
    const source = indexOf.get(edge.source)
    const target = indexOf.get(edge.target)
    if (source === undefined || target === undefined) {
      throw new RangeError(
        `Edge ${index} joins ${edge.source} and ${edge.target}, and one of them is missing`,
      )
    }
    return { index, source, target, port: edge.port ?? defaultPort, when: edge.when ?? null }
  })
  const outgoing = listByNode(edges, 'source', nodes.length)
  const incoming = listByNode(edges, 'target', nodes.length)
  const roots = nodes.filter((node) => incoming[node.index]?.length === 0).map((node) => node.index)
  const hasNodePriorities = nodes.some((node) => node.priority !== 0)
  return {
    nodes,
    edges,
    outgoing,
    incoming,
    indexOf,
    roots,
    hasNodePriorities,
    settings: toPlanSettings(document),
  }
}

/** The node at an index. Throws a RangeError outside the plan: an index never comes from a user. */
export function planNode(plan: Plan, index: number): PlanNode {
  const node = plan.nodes[index]
  if (node === undefined) throw new RangeError(`The plan has no node ${index}`)
  return node
}

/** Edges that leave a node; none for an index outside the plan. */
export function outgoingEdges(plan: Plan, index: number): readonly PlanEdge[] {
  return plan.outgoing[index] ?? []
}

/** True when the node's failure has a way to go on, so that it does not fail the execution by itself. */
export function handlesFailure(plan: Plan, index: number): boolean {
  return outgoingEdges(plan, index).some((edge) => edge.port === failurePort)
}

/**
 * The edges of each node, in their order. Lists are made as long as they get: lists that grow are given room for
 * seventeen, which at 100,000 nodes was half of the plan.
 */
function listByNode(edges: readonly PlanEdge[], end: 'source' | 'target', nodeCount: number): PlanEdge[][] {
  const open = new Uint32Array(nodeCount)
  for (const edge of edges) open[edge[end]] = (open[edge[end]] ?? 0) + 1
  const lists = Array.from(open, (size) => (size === 0 ? noEdges : new Array<PlanEdge>(size)))
  for (const edge of edges.toReversed()) {
    const place = (open[edge[end]] ?? 0) - 1
    open[edge[end]] = place
    const list = lists[edge[end]]
    if (list !== undefined) list[place] = edge
  }
  return lists
}

function toPlanNode(id: string, node: NodeDefinition, index: number): PlanNode {
  return {
    index,
    id,
    name: node.name ?? id,
    type: node.type,
    params: node.params ?? noParams,
    triggerRule: node.triggerRule ?? 'all_success',
    priority: node.priority ?? 0,
    workerGroup: node.workerGroup ?? 'default',
    retry: resolveRetryPolicy(node.retry),
    timeoutMs: toMs(node.timeoutSeconds),
    startWithinMs: toMs(node.startWithinSeconds),
    limits: toLimits(node),
    cache: node.cache ?? null,
    fallback: node.fallback === undefined ? null : { value: node.fallback },
  }
}

function toMs(seconds: number | undefined): number | null {
  return seconds === undefined ? null : seconds * 1000
}

function toLimits({ concurrencyKey, concurrencyLimit, rateLimit }: NodeDefinition): NodeLimits | null {
  if (concurrencyKey === undefined && rateLimit === undefined) return null
  const rate = rateLimit && {
    key: rateLimit.key ?? concurrencyKey ?? '',
    limit: rateLimit.limit,
    perMs: rateLimit.perSeconds * 1000,
  }
  const concurrency =
    concurrencyKey === undefined ? null : { key: concurrencyKey, limit: concurrencyLimit ?? 1 }
  return { concurrency, rate: rate ?? null }
}

function toPlanSettings(document: WorkflowDocument): PlanSettings {
  const settings = document.settings ?? {}
  return {
    maxParallel: settings.maxParallel ?? null,
    timeoutMs: toMs(settings.timeoutSeconds),
    priority: settings.priority ?? 0,
    onFailure: settings.onFailure ?? 'finish',
    startWithinMs: toMs(settings.startWithinSeconds),
    admission:
      settings.maxConcurrentExecutions === undefined
        ? null
        : { limit: settings.maxConcurrentExecutions, onLimit: settings.onLimit ?? 'queue' },
  }
}
