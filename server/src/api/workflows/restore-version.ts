import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const restoreVersion = procedure
  .input(workflowIdInput.extend({ version: z.int().min(1), baseRevision: z.int().min(1) }))
  .output(z.object({ draftRevision: z.number(), savedAt: z.string() }))
  .mutation(unfinished)
