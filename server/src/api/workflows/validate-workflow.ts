import { validateDocument } from '@heddle/core/definition/validate-document.ts'
import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { documentInputSchema } from './document-input.ts'
import { problemsSchema } from './workflow-shapes.ts'

export const validateWorkflow = procedure
  .input(z.object({ document: documentInputSchema }))
  .output(z.object({ problems: problemsSchema }))
  .mutation(({ ctx, input }) => ({
    problems: validateDocument(input.document, ctx.nodeTypes).problems,
  }))
