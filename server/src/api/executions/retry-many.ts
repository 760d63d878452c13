import { procedure } from '../trpc.ts'
import { doMany } from './do-many.ts'
import { executionIdsInput, manyDoneSchema } from './execution-shapes.ts'
import { runRetry } from './run-retry.ts'

export const retryMany = procedure
  .input(executionIdsInput)
  .output(manyDoneSchema)
  .mutation(({ ctx, input }) =>
    doMany(input.executionIds, (executionId) => runRetry(ctx, { executionId, from: 'failed' })),
  )
