import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { executionIdInput, retryFromSchema } from './execution-shapes.ts'

export const previewRetry = procedure
  .input(executionIdInput.extend({ from: retryFromSchema, version: z.int().min(1).optional() }))
  .output(
    z.object({
      runAgain: z.array(z.string()),
      kept: z.array(z.string()),
      skipped: z.array(z.string()),
      estimateMs: z.object({ low: z.number(), high: z.number() }).nullable(),
    }),
  )
  .query(unfinished)
