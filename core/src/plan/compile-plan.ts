/**
 * A plan is a workflow version compiled for running: nodes and edges by index, neighbours at hand, defaults
 * filled in. The same document always compiles to the same plan, so an index means the same node for ever.
 */
import {
  defaultPort,
  failurePort,
  type NodeDefinition,
  type WorkflowDocument,
} from '../definition/workflow-document.ts'
import { type ResolvedRetryPolicy, resolveRetryPolicy } from '../execution/retry-policy.ts'
import type { TriggerRule } from '../execution/trigger-rule.ts'

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
  readonly settings: PlanSettings
}

/**
 * Compiles a valid document. Cost O(nodes + edges).
 * Throws a RangeError for an edge whose end is missing: validation refuses such documents before.
 */
export function compilePlan(document: WorkflowDocument): Plan {
  const nodes = Object.entries(document.nodes).map(([id, node], index) => toPlanNode(id, node, index))
  const indexOf = new Map(nodes.map((node) => [node.id, node.index]))
  const outgoing: PlanEdge[][] = nodes.map(() => [])
  const incoming: PlanEdge[][] = nodes.map(() => [])
  const edges = (document.edges ?? []).map((edge, index): PlanEdge => {
    const source = indexOf.get(edge.source)
    const target = indexOf.get(edge.target)
    if (source === undefined || target === undefined) {
      throw new RangeError(
        `Edge ${index} joins ${edge.source} and ${edge.target}, and one of them is missing`,
      )
    }
    const compiled = { index, source, target, port: edge.port ?? defaultPort, when: edge.when ?? null }
    outgoing[source]?.push(compiled)
    incoming[target]?.push(compiled)
    return compiled
  })
  const roots = nodes.filter((node) => incoming[node.index]?.length === 0).map((node) => node.index)
  return { nodes, edges, outgoing, incoming, indexOf, roots, settings: toPlanSettings(document) }
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

function toPlanNode(id: string, node: NodeDefinition, index: number): PlanNode {
  return {
    index,
    id,
    name: node.name ?? id,
    type: node.type,
    params: node.params ?? {},
    triggerRule: node.triggerRule ?? 'all_success',
    priority: node.priority ?? 0,
    workerGroup: node.workerGroup ?? 'default',
    retry: resolveRetryPolicy(node.retry),
    timeoutMs: node.timeoutSeconds === undefined ? null : node.timeoutSeconds * 1000,
  }
}

function toPlanSettings(document: WorkflowDocument): PlanSettings {
  const settings = document.settings ?? {}
  return {
    maxParallel: settings.maxParallel ?? null,
    timeoutMs: settings.timeoutSeconds === undefined ? null : settings.timeoutSeconds * 1000,
    priority: settings.priority ?? 0,
    onFailure: settings.onFailure ?? 'finish',
  }
}
