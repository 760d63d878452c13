import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const deleteWorkflow = procedure
  .input(workflowIdInput.extend({ cancelRunning: z.boolean().default(false) }))
  .output(z.object({ cancelled: z.number() }))
  .mutation(unfinished)
