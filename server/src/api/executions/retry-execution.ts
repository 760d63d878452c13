import { executionStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { executionIdInput, retryFromSchema } from './execution-shapes.ts'
import { runRetry } from './run-retry.ts'

export const retryExecution = procedure
  .input(
    executionIdInput.extend({
      from: retryFromSchema,
      input: z.unknown().optional(),
      version: z.int().min(1).optional(),
    }),
  )
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
