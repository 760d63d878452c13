import { executionStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { executionIdInput, retryFromSchema } from './execution-shapes.ts'

export const retryExecution = procedure
  .input(
    executionIdInput.extend({
      from: retryFromSchema,
      input: z.unknown(),
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
  .mutation(unfinished)
