import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { planNode } from '@heddle/core/plan/compile-plan.ts'
import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { estimateRetry } from './estimate-retry.ts'
import { executionIdInput, retryFromSchema } from './execution-shapes.ts'
import { foretellRetry } from './foretell-retry.ts'
import { planFormerRetry } from './plan-former-retry.ts'

export const previewRetry = procedure
  .input(executionIdInput.extend({ from: retryFromSchema, version: z.int().min(1).optional() }))
  .output(
    z.object({
      runAgain: z.array(z.string()),
      kept: z.array(z.string()),
      skipped: z.array(z.string()),
      estimateMs: z.object({ low: z.number(), high: z.number() }).nullable(),
    }),
  )
  .query(async ({ ctx, input }) => {
    const { plan, former, retry } = await planFormerRetry(ctx, input)
    const { runAgain, skipped } = foretellRetry(plan, retry)
    return {
      runAgain: [...runAgain],
      kept: retry.kept.map(({ nodeIndex }) => planNode(plan, nodeIndex).id),
      skipped: [...skipped],
      estimateMs: estimateRetry(plan, runAgain, (nodeId) => findDurationMs(former, nodeId)),
    }
  })

function findDurationMs(former: ExecutionState, nodeId: string): number | null {
  const index = former.plan.indexOf.get(nodeId)
  if (index === undefined) return null
  const { startedAt, completedAt } = former.getNode(index)
  return startedAt === null || completedAt === null ? null : Date.parse(completedAt) - Date.parse(startedAt)
}
