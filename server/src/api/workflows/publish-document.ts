/** Replaces the draft and publishes it in one step, as programs do that keep the document themselves. */
import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { insertVersion } from '../../store/insert-version.ts'
import { saveDraft } from '../../store/save-draft.ts'
import { toInstant } from '../instant.ts'
import { procedure } from '../trpc.ts'
import { checkPublishable } from './check-publishable.ts'
import { documentInputSchema } from './document-input.ts'
import { lockLiveWorkflow } from './require-workflow.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const publishDocument = procedure
  .input(workflowIdInput.extend({ document: documentInputSchema, baseVersion: z.int().min(1) }))
  .output(z.object({ workflowId: z.string(), version: z.number(), name: z.string(), createdAt: z.string() }))
  .mutation(({ ctx, input }) =>
    ctx.runInTransaction(async (db) => {
      const { workflowId, document, baseVersion } = input
      const workflow = await lockLiveWorkflow(ctx, db, workflowId)
      const currentVersion = workflow.published_version
      if (currentVersion !== baseVersion)
        throw new DomainError('WORKFLOW_VERSION_CONFLICT', { currentVersion })
      checkPublishable(document, ctx.nodeTypes)
      const by = authorOf(ctx.caller)
      const { workspaceId } = ctx.caller
      await saveDraft(db, { workspaceId, workflowId, document, baseRevision: workflow.draft_revision, by })
      const nodeCount = Object.keys(document.nodes).length
      const { version, createdAt } = await insertVersion(db, { workflowId, nodeCount, note: '', by })
      return { workflowId, version, name: document.name, createdAt: toInstant(createdAt) }
    }),
  )
