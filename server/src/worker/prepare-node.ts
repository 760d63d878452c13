/** What running a node needs to know of its definition. Worked out once a plan, so that an attempt is cheap. */
import type { JsonSchema } from '@heddle/core/definition/node-type.ts'
import type { NodeError } from '@heddle/core/execution/event.ts'
import { collectExpressions } from '@heddle/core/expression/collect-expressions.ts'
import { parseExpression } from '@heddle/core/expression/parse-expression.ts'
import { mergeReferences, type References } from '@heddle/core/expression/references.ts'
import { outgoingEdges, type Plan, type PlanEdge, type PlanNode } from '@heddle/core/plan/compile-plan.ts'
import type { NodeType } from '../nodes/node-type.ts'
import { toParamsError } from './describe-params-problem.ts'

export interface PreparedNode {
  readonly type: NodeType
  /** True where `{{ }}` has to be filled in before the parameters can be checked. */
  readonly isTemplated: boolean
  /** Checked parameters, or why they are refused; null where they are templated. */
  readonly params: CheckedParams | null
  /** Nodes that the expressions in the parameters read. */
  readonly references: References
  /** Outgoing edges that carry a condition. */
  readonly conditional: readonly PlanEdge[]
  /** Whether anything in the plan ever reads a node's output. */
  readonly outputsAreRead: boolean
}

export type CheckedParams =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: NodeError }

export type PrepareNode = (plan: Plan, node: PlanNode) => PreparedNode | null

/** Remembers what it worked out for as long as the plan lives. Null for an unknown type. */
export function createNodePreparation(nodeTypes: ReadonlyMap<string, NodeType>): PrepareNode {
  const prepared = new WeakMap<PlanNode, PreparedNode>()
  const reading = new WeakMap<Plan, boolean>()
  return (plan, node) => {
    const known = prepared.get(node)
    if (known !== undefined) return known
    const type = nodeTypes.get(node.type)
    if (type === undefined) return null
    let outputsAreRead = reading.get(plan)
    if (outputsAreRead === undefined) {
      outputsAreRead = plan.nodes.some((other) => readsOutputs(plan, other, nodeTypes))
      reading.set(plan, outputsAreRead)
    }
    const fresh = { ...prepareNode(plan, node, type), outputsAreRead }
    prepared.set(node, fresh)
    return fresh
  }
}

export function checkParams(type: NodeType, params: unknown): CheckedParams {
  const parsed = type.params.safeParse(params)
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, error: toParamsError(parsed.error.issues) }
}

/** What expressions in these sources read; one that cannot be parsed fails when it is evaluated. */
export function referencesOf(sources: readonly string[]): References {
  return mergeReferences(
    sources.flatMap((source) => {
      const parsed = parseExpression(source)
      return parsed.ok ? [parsed.references] : []
    }),
  )
}

function prepareNode(plan: Plan, node: PlanNode, type: NodeType): Omit<PreparedNode, 'outputsAreRead'> {
  const isTemplated = hasTemplates(node.params, type.declaration.params)
  return {
    type,
    isTemplated,
    params: isTemplated ? null : checkParams(type, node.params),
    references: isTemplated ? paramReferences(node, type) : referencesOf([]),
    conditional: outgoingEdges(plan, node.index).filter((edge) => edge.when !== null),
  }
}

function hasTemplates(params: PlanNode['params'], schema: JsonSchema): boolean {
  // Parameters that are JSONata as a whole are the runner's to evaluate.
  const { expressions, unclosed } = collectExpressions(params, schema)
  return unclosed.length > 0 || expressions.some(({ start }) => start > 0)
}

function paramReferences(node: PlanNode, type: NodeType): References {
  const { expressions } = collectExpressions(node.params, type.declaration.params)
  return referencesOf(expressions.map(({ source }) => source))
}

function readsOutputs(plan: Plan, node: PlanNode, nodeTypes: ReadonlyMap<string, NodeType>): boolean {
  const type = nodeTypes.get(node.type)
  if (type?.readsNodes) return true
  if (outgoingEdges(plan, node.index).some((edge) => edge.when !== null)) return true
  if (type === undefined) return false
  const { expressions } = collectExpressions(node.params, type.declaration.params)
  return expressions.length > 0
}
