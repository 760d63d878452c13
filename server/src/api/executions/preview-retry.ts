import type { RetryReason } from '@heddle/core/execution/plan-retry.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { planNode } from '@heddle/core/plan/compile-plan.ts'
import { z } from 'zod'
import { listUsualNodeDurations } from '../../store/list-usual-node-durations.ts'
import { procedure } from '../trpc.ts'
import { estimateRetry, type TimeRange } from './estimate-retry.ts'
import { executionIdInput, retryFromSchema } from './execution-shapes.ts'
import { foretellRetry } from './foretell-retry.ts'
import { type FormerRetry, planFormerRetry } from './plan-former-retry.ts'
import type { CallerContext } from './require-execution.ts'

/** As many as a worker takes at once by itself. */
const USUALLY_AT_ONCE = 32
/** Nodes that are looked up in earlier runs, because the run that is retried says nothing of them. */
const MAX_LOOKED_UP = 500

export const previewRetry = procedure
  .input(
    executionIdInput.extend({
      from: retryFromSchema,
      input: z.unknown().optional(),
      version: z.int().min(1).optional(),
    }),
  )
  .output(
    z.object({
      version: z.number(),
      isInputChanged: z.boolean(),
      runAgain: z.array(z.string()),
      kept: z.array(z.string()),
      skipped: z.array(z.string()),
      /** By id, of every node in `runAgain`. */
      why: z.custom<Readonly<Record<string, RetryReason>>>(),
      estimateMs: z.object({ low: z.number(), high: z.number() }).nullable(),
    }),
  )
  .query(async ({ ctx, input }) => {
    const planned = await planFormerRetry(ctx, input)
    const { plan, former, retry, version, isInputChanged } = planned
    const { runAgain, skipped, why } = foretellRetry({ plan, retry, former })
    return {
      version,
      isInputChanged,
      runAgain: [...runAgain],
      kept: retry.kept.map(({ nodeIndex }) => planNode(plan, nodeIndex).id),
      skipped: [...skipped],
      why,
      estimateMs: await estimate(ctx, planned, runAgain),
    }
  })

/** As long as the last time where the node completed then, else as usual, else as long as until it failed. */
async function estimate(
  ctx: CallerContext,
  { plan, former, workflowId }: FormerRetry,
  runAgain: readonly string[],
): Promise<TimeRange | null> {
  const unknown = runAgain.filter((id) => !findLastTime(former, id)?.completed).slice(0, MAX_LOOKED_UP)
  const nodes = unknown.map((id) => ({ id, index: plan.indexOf.get(id) ?? -1 }))
  const usual = await listUsualNodeDurations(ctx.db, { workflowId, nodes })
  return estimateRetry(plan, {
    runAgain,
    atOnce: plan.settings.maxParallel ?? USUALLY_AT_ONCE,
    durationOf: (id) => {
      const range = usual.get(id)
      if (range !== undefined) return { low: range.p50, high: range.p95 }
      const last = findLastTime(former, id)
      return last === null ? null : { low: last.ms, high: last.ms }
    },
  })
}

/** Of the last attempt alone; null where the node never ran. */
function findLastTime(former: ExecutionState, nodeId: string): { ms: number; completed: boolean } | null {
  const index = former.plan.indexOf.get(nodeId)
  if (index === undefined) return null
  const { startedAt, completedAt, status } = former.getNode(index)
  if (startedAt === null || completedAt === null) return null
  return { ms: Date.parse(completedAt) - Date.parse(startedAt), completed: status === 'completed' }
}
