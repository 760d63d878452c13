import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { executionIdInput, executionReportSchema } from './execution-shapes.ts'

export const getExecutionReport = procedure
  .input(
    executionIdInput.extend({
      nodes: z.enum(['all', 'none']).default('all'),
      waitMs: z.number().min(0).max(60_000).default(0),
    }),
  )
  .output(executionReportSchema)
  .query(unfinished)
