import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { insertVersion } from '../../store/insert-version.ts'
import { requirePublishable } from '../documents/document-checks.ts'
import { toInstant } from '../instant.ts'
import { procedure } from '../trpc.ts'
import { draftConflict, lockLiveWorkflow } from './require-workflow.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const publishWorkflow = procedure
  .input(workflowIdInput.extend({ baseRevision: z.int32().min(1), note: z.string().max(2_000).default('') }))
  .output(z.object({ version: z.number(), publishedAt: z.string() }))
  .mutation(({ ctx, input }) =>
    ctx.runInTransaction(async (db) => {
      const workflow = await lockLiveWorkflow(ctx, db, input.workflowId)
      if (workflow.draft_revision !== input.baseRevision) throw draftConflict(workflow)
      const checked = await ctx.documents.check(workflow.draft_json)
      requirePublishable(checked)
      const { version, createdAt } = await insertVersion(db, {
        workflowId: workflow.id,
        nodeCount: checked.stored.nodeCount,
        note: input.note,
        by: authorOf(ctx.caller),
      })
      return { version, publishedAt: toInstant(createdAt) }
    }),
  )
