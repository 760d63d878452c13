import { authorOf } from '../../auth/caller.ts'
import { procedure } from '../trpc.ts'
import { doMany } from './do-many.ts'
import { executionIdsInput, manyDoneSchema } from './execution-shapes.ts'
import { getExecutionRow } from './require-execution.ts'

export const resumeMany = procedure
  .input(executionIdsInput)
  .output(manyDoneSchema)
  .mutation(({ ctx, input }) =>
    doMany(input.executionIds, async (executionId) => {
      const { id } = await getExecutionRow(ctx, executionId)
      await ctx.engine.control(id, 'resume', authorOf(ctx.caller))
    }),
  )
