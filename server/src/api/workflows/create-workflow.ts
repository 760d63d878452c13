import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { createChecked, publishNew } from './create-checked.ts'
import { documentInputSchema } from './document-input.ts'

export const createWorkflow = procedure
  .input(z.object({ document: documentInputSchema, publish: z.boolean().default(false) }))
  .output(
    z.object({
      workflowId: z.string(),
      draftRevision: z.number(),
      version: z.number().nullable(),
      name: z.string(),
      createdAt: z.string(),
    }),
  )
  .mutation(async ({ ctx, input }) => {
    const checked = await ctx.documents.check(JSON.stringify(input.document))
    return input.publish ? publishNew(ctx, checked) : createChecked(ctx, checked.stored)
  })
