/** Makes an earlier version the draft again; nothing is published by it. */

import { z } from 'zod'
import { authorOf } from '../../auth/caller.ts'
import { saveDraft } from '../../store/save-draft.ts'
import { toStoredDocument } from '../../store/stored-document.ts'
import { toInstant } from '../instant.ts'
import { procedure } from '../trpc.ts'
import { draftConflict, getVersionDocument, getWorkflowRow } from './require-workflow.ts'
import { workflowIdInput } from './workflow-shapes.ts'

export const restoreVersion = procedure
  .input(workflowIdInput.extend({ version: z.int32().min(1), baseRevision: z.int32().min(1) }))
  .output(z.object({ draftRevision: z.number(), savedAt: z.string() }))
  .mutation(async ({ ctx, input }) => {
    const { workflowId, version, baseRevision } = input
    const restored = await getVersionDocument(ctx, workflowId, version)
    const document = toStoredDocument(restored.document)
    const { workspaceId } = ctx.caller
    const by = authorOf(ctx.caller)
    const saved = await saveDraft(ctx.db, { workspaceId, workflowId, document, baseRevision, by })
    if (saved === null) throw draftConflict(await getWorkflowRow(ctx, workflowId))
    return { draftRevision: saved.draftRevision, savedAt: toInstant(saved.savedAt) }
  })
