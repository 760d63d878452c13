import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { executionIdInput, executionSummarySchema } from './execution-shapes.ts'

export const resumeExecution = procedure
  .input(executionIdInput)
  .output(executionSummarySchema)
  .mutation(unfinished)
