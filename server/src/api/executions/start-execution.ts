import { executionStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'

export const startExecution = procedure
  .input(
    z.object({
      workflowId: z.string().max(64),
      version: z.int().min(1).optional(),
      input: z.unknown(),
      priority: z.int().min(-100).max(100).optional(),
      idempotencyKey: z.string().min(1).max(200).optional(),
    }),
  )
  .output(
    z.object({
      executionId: z.string(),
      workflowId: z.string(),
      status: z.enum(executionStatuses),
      startedAt: z.string(),
      repeated: z.boolean(),
    }),
  )
  .mutation(unfinished)
