import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { adminProcedure } from './admin-procedure.ts'

/** Begins to look at everything, or at the named executions alone, and repairs what it finds where that is wanted. */
export const beginCheckup = adminProcedure
  .input(
    z.object({
      repair: z.enum(['nothing', 'what-is-damaged']),
      executionIds: z.array(z.uuid()).min(1).max(1_000).optional(),
    }),
  )
  .output(z.object({ runId: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const by = authorOf(ctx.caller) ?? 'API key'
    const executionIds = input.executionIds ?? null
    const runId = await ctx.doctor.begin({ repair: input.repair, by, executionIds, since: null })
    return { runId }
  })
