import type { RetryReason } from '@heddle/core/execution/plan-retry.ts'
import { planNode } from '@heddle/core/plan/compile-plan.ts'
import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { retryInput } from './execution-shapes.ts'
import { foretellKeptItems } from './foretell-kept-items.ts'
import { foretellRetry } from './foretell-retry.ts'
import { foretellRetryDuration } from './foretell-retry-duration.ts'
import { planFormerRetry } from './plan-former-retry.ts'

export const previewRetry = procedure
  .input(retryInput)
  .output(
    z.object({
      version: z.number(),
      isInputChanged: z.boolean(),
      runAgain: z.array(z.string()),
      kept: z.array(z.string()),
      skipped: z.array(z.string()),
      /** By id, of every node in `runAgain`. */
      why: z.custom<Readonly<Record<string, RetryReason>>>(),
      /** By id, of maps in `runAgain` that go on with what is left of their list. */
      keptItems: z.record(z.string(), z.object({ kept: z.number(), total: z.number() })),
      estimateMs: z.object({ low: z.number(), high: z.number() }).nullable(),
    }),
  )
  .query(async ({ ctx, input }) => {
    const planned = await planFormerRetry(ctx, input)
    const { plan, former, retry, version, isInputChanged } = planned
    const { runAgain, skipped, why } = foretellRetry({ plan, retry, former })
    const keptItems = foretellKeptItems(input, planned, { runAgain, why })
    return {
      version,
      isInputChanged,
      runAgain: [...runAgain],
      kept: retry.kept.map(({ nodeIndex }) => planNode(plan, nodeIndex).id),
      skipped: [...skipped],
      why,
      keptItems: Object.fromEntries(keptItems),
      estimateMs: await foretellRetryDuration(ctx, {
        ...planned,
        executionId: input.executionId,
        runAgain,
        keptItems,
      }),
    }
  })
