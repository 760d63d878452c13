import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { saveDraft as saveDraftRow } from '../../store/save-draft.ts'
import { toInstant } from '../instant.ts'
import { procedure } from '../trpc.ts'
import { documentInputSchema } from './document-input.ts'
import { draftConflict, getWorkflowRow } from './require-workflow.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const saveDraft = procedure
  .input(workflowIdInput.extend({ document: documentInputSchema, baseRevision: z.int32().min(1) }))
  .output(z.object({ draftRevision: z.number(), savedAt: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const { workspaceId } = ctx.caller
    const { stored } = await ctx.documents.check(JSON.stringify(input.document))
    const by = authorOf(ctx.caller)
    const saved = await saveDraftRow(ctx.db, { ...input, document: stored, workspaceId, by })
    if (saved !== null) return { draftRevision: saved.draftRevision, savedAt: toInstant(saved.savedAt) }
    const current = await getWorkflowRow(ctx, input.workflowId)
    if (current.deleted_at !== null) throw new DomainError('WORKFLOW_NOT_FOUND', { workflowId: current.id })
    throw draftConflict(current)
  })
