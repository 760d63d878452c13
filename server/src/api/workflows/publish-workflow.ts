import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const publishWorkflow = procedure
  .input(workflowIdInput.extend({ baseRevision: z.int().min(1), note: z.string().max(2_000).default('') }))
  .output(z.object({ version: z.number(), publishedAt: z.string() }))
  .mutation(unfinished)
