/** Evaluates the conditions of the edges that leave a port. */
import type { NodeError } from '@heddle/core/execution/event.ts'
import type { ExpressionScope, NodeInScope } from '@heddle/core/expression/evaluate.ts'
import type { References } from '@heddle/core/expression/references.ts'
import { type PlanEdge, planNode } from '@heddle/core/plan/compile-plan.ts'
import type { ExpressionPool } from '../expressions/expression-pool.ts'
import type { AttemptJob } from './attempt-job.ts'
import { referencesOf } from './prepare-node.ts'

/** By edge index; absent where no edge of the port has a condition. */
export type Conditions = Readonly<Record<number, boolean>>

export type EvaluatedConditions =
  | { readonly ok: true; readonly conditions: Conditions | undefined }
  | { readonly ok: false; readonly error: NodeError }

export interface ConditionRequest {
  readonly job: AttemptJob
  readonly edges: readonly PlanEdge[]
  /** The node itself, as it leaves. */
  readonly own: NodeInScope
  readonly loadScope: (needs: { references: References; own: NodeInScope }) => Promise<ExpressionScope>
  readonly expressions: ExpressionPool
}

export async function evaluateConditions(request: ConditionRequest): Promise<EvaluatedConditions> {
  const { edges, own } = request
  if (edges.length === 0) return { ok: true, conditions: undefined }
  const sources = edges.map((edge) => edge.when ?? 'true')
  const scope = await request.loadScope({ references: referencesOf(sources), own })
  const result = await request.expressions.run({ kind: 'conditions', sources, scope })
  if (!result.ok) return { ok: false, error: toConditionError(request, result) }
  const values = Array.isArray(result.value) ? result.value : []
  const conditions = Object.fromEntries(edges.map((edge, place) => [edge.index, values[place] === true]))
  return { ok: true, conditions }
}

function toConditionError(
  { job, edges }: ConditionRequest,
  failure: { readonly message: string; readonly path: string; readonly retryable: boolean },
): NodeError {
  const edge = edges[Number(failure.path)]
  const nameOf = (index: number) => planNode(job.plan, index).id
  const where =
    failure.path === '' || edge === undefined
      ? `The conditions of the edges that leave ${nameOf(job.nodeIndex)}`
      : `The condition of the edge from ${nameOf(edge.source)} to ${nameOf(edge.target)}`
  return {
    code: 'EXPRESSION',
    message: `${where} cannot be evaluated: ${failure.message}`,
    retryable: failure.retryable,
    ...(edge !== undefined && {
      details: { source: nameOf(edge.source), target: nameOf(edge.target), when: edge.when },
    }),
  }
}
