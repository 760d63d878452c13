import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { publishNew } from './create-checked.ts'

export const createFromExample = procedure
  .input(z.object({ exampleId: z.string().max(128) }))
  .output(z.object({ workflowId: z.string(), version: z.number() }))
  .mutation(async ({ ctx, input }) => {
    const example = ctx.examples.find(({ exampleId }) => exampleId === input.exampleId)
    if (example === undefined) throw new DomainError('EXAMPLE_NOT_FOUND', input)
    const checked = await ctx.documents.check(JSON.stringify(example.document))
    const { workflowId, version } = await publishNew(ctx, checked)
    return { workflowId, version }
  })
