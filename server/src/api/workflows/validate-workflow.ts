import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { documentInputSchema } from './document-input.ts'
import { problemsSchema } from './workflow-shapes.ts'

export const validateWorkflow = procedure
  .input(z.object({ document: documentInputSchema }))
  .output(z.object({ problems: problemsSchema }))
  .mutation(unfinished)
