import { DomainError } from '@heddle/core/errors.ts'
import {
  type ExplainedState,
  explainSkip,
  explainNode as explainState,
} from '@heddle/core/execution/explain-node.ts'
import { pendingNode } from '@heddle/core/execution/state.ts'
import { type Plan, planNode } from '@heddle/core/plan/compile-plan.ts'
import { z } from 'zod'
import { loadSomeNodes } from '../../store/load-some-nodes.ts'
import { procedure } from '../trpc.ts'
import { executionIdInput } from './execution-shapes.ts'
import { completeReasons } from './explain-reasons.ts'
import { nodeReasonsSchema } from './reason-shapes.ts'
import { type CallerContext, getExecutionRow } from './require-execution.ts'

/** Why a node does not run: everything that holds it back; of a skipped node what led to it. */
export const explainNode = procedure
  .input(executionIdInput.extend({ nodeId: z.string().max(128) }))
  .output(nodeReasonsSchema)
  .query(async ({ ctx, input }) => {
    const { nodeId } = input
    const execution = await getExecutionRow(ctx, input.executionId)
    const { plan } = await ctx.plans.get(execution.workflow_id, execution.version, execution.subgraph)
    const nodeIndex = plan.indexOf.get(nodeId)
    if (nodeIndex === undefined) throw new DomainError('NODE_NOT_FOUND', { nodeId })
    const state = await loadAround(ctx, { executionId: execution.id, plan, nodeIndex })
    const found = explainState(state, nodeIndex)
    const { status } = state.getNode(nodeIndex)
    const place = { executionId: execution.id, node: planNode(plan, nodeIndex), status }
    return {
      nodeId,
      status,
      reasons: await completeReasons(ctx, place, found),
      ended: explainSkip(state, nodeIndex),
    }
  })

interface Around {
  readonly executionId: string
  readonly plan: Plan
  readonly nodeIndex: number
}

/** The node with its sources, and those that run where they may be in its way: not the whole execution. */
async function loadAround(
  { db }: CallerContext,
  { executionId, plan, nodeIndex }: Around,
): Promise<ExplainedState> {
  const sources = (plan.incoming[nodeIndex] ?? []).map(({ source }) => source)
  const loaded = await loadSomeNodes(db, {
    executionId,
    nodeIndexes: [nodeIndex, ...new Set(sources)],
    others: plan.settings.maxParallel === null ? 'none' : 'running',
  })
  if (loaded === null) throw new DomainError('EXECUTION_NOT_FOUND', { executionId })
  const records = new Map(loaded.nodes.map(({ index, ...record }) => [index, { ...pendingNode, ...record }]))
  const { status, deadlineAt } = loaded
  return { plan, status, deadlineAt, getNode: (index) => records.get(index) ?? pendingNode }
}
