import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { documentInputSchema } from './document-input.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const saveDraft = procedure
  .input(workflowIdInput.extend({ document: documentInputSchema, baseRevision: z.int().min(1) }))
  .output(z.object({ draftRevision: z.number(), savedAt: z.string() }))
  .mutation(unfinished)
