import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { documentInputSchema } from './document-input.ts'
import { problemsSchema } from './workflow-shapes.ts'

export const validateWorkflow = procedure
  .input(z.object({ document: documentInputSchema }))
  .output(z.object({ problems: problemsSchema }))
  .mutation(async ({ ctx, input }) => {
    const { problems } = await ctx.documents.check(JSON.stringify(input.document))
    return { problems }
  })
