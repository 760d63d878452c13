import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { documentInputSchema } from './document-input.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const publishDocument = procedure
  .input(workflowIdInput.extend({ document: documentInputSchema, baseVersion: z.int().min(1) }))
  .output(z.object({ workflowId: z.string(), version: z.number(), name: z.string(), createdAt: z.string() }))
  .mutation(unfinished)
