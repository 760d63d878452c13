import { authorOf } from '../../auth/caller.ts'
import { procedure } from '../trpc.ts'
import { executionIdInput, executionSummarySchema } from './execution-shapes.ts'
import { getExecutionRow, getSummary } from './require-execution.ts'

export const resumeExecution = procedure
  .input(executionIdInput)
  .output(executionSummarySchema)
  .mutation(async ({ ctx, input }) => {
    const { id } = await getExecutionRow(ctx, input.executionId)
    await ctx.engine.control(id, 'resume', authorOf(ctx.caller))
    return getSummary(ctx, id)
  })
