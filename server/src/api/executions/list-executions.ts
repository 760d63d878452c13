import { executionStatuses } from '@heddle/core/execution/status.ts'
import { z } from 'zod'
import { givenInstantSchema } from '../instant.ts'
import { cursorSchema, limitSchema } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { executionSummarySchema, executionTriggers } from './execution-shapes.ts'

export const listExecutions = procedure
  .input(
    z.object({
      workflowId: z.string().max(64).optional(),
      status: z.array(z.enum(executionStatuses)).max(6).optional(),
      trigger: z.array(z.enum(executionTriggers)).max(10).optional(),
      from: givenInstantSchema.optional(),
      to: givenInstantSchema.optional(),
      minDurationMs: z.number().min(0).optional(),
      search: z.string().max(200).optional(),
      sort: z.enum(['started', 'duration']).default('started'),
      cursor: cursorSchema,
      limit: limitSchema,
    }),
  )
  .output(
    z.object({
      items: z.array(executionSummarySchema),
      nextCursor: z.string().nullable(),
      matching: z.number(),
      matchingIsCapped: z.boolean(),
    }),
  )
  .query(unfinished)
