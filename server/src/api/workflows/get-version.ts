import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { workflowIdInput, workflowVersionSchema } from './workflow-shapes.ts'

export const getVersion = procedure
  .input(workflowIdInput.extend({ version: z.int().min(1) }))
  .output(workflowVersionSchema)
  .query(unfinished)
