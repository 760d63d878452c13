import { randomUUID } from 'node:crypto'
import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { insertPublishedWorkflow } from '../../store/insert-workflow.ts'
import { procedure } from '../trpc.ts'
import { checkPublishable } from './check-publishable.ts'

export const createFromExample = procedure
  .input(z.object({ exampleId: z.string().max(128) }))
  .output(z.object({ workflowId: z.string(), version: z.number() }))
  .mutation(async ({ ctx, input }) => {
    const example = ctx.examples.find(({ exampleId }) => exampleId === input.exampleId)
    if (example === undefined) throw new DomainError('EXAMPLE_NOT_FOUND', input)
    checkPublishable(example.document, ctx.nodeTypes)
    const workflowId = randomUUID()
    await insertPublishedWorkflow(ctx.db, {
      workflowId,
      workspaceId: ctx.caller.workspaceId,
      document: example.document,
      createdBy: authorOf(ctx.caller),
    })
    return { workflowId, version: 1 }
  })
