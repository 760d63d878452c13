import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { insertPublishedWorkflow, insertWorkflow } from '../../store/insert-workflow.ts'
import { toInstant } from '../instant.ts'
import { procedure } from '../trpc.ts'
import { checkPublishable } from './check-publishable.ts'
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
    const { document, publish } = input
    if (publish) checkPublishable(document, ctx.nodeTypes)
    const workflow = {
      workflowId: randomUUID(),
      workspaceId: ctx.caller.workspaceId,
      document,
      createdBy: authorOf(ctx.caller),
    }
    const insert = publish ? insertPublishedWorkflow : insertWorkflow
    const { createdAt } = await insert(ctx.db, workflow)
    return {
      workflowId: workflow.workflowId,
      draftRevision: 1,
      version: publish ? 1 : null,
      name: document.name,
      createdAt: toInstant(createdAt),
    }
  })
