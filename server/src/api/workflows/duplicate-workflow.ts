import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const duplicateWorkflow = procedure
  .input(workflowIdInput)
  .output(z.object({ workflowId: z.string() }))
  .mutation(unfinished)
