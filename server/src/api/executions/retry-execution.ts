import { executionStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { retryInput } from './execution-shapes.ts'
import { runRetry } from './run-retry.ts'

export const retryExecution = procedure
  .input(retryInput)
  .output(
    z.object({
      executionId: z.string(),
      workflowId: z.string(),
      status: z.enum(executionStatuses),
      startedAt: z.string(),
      retryOf: z.string(),
    }),
  )
  .mutation(({ ctx, input }) => runRetry(ctx, input))
