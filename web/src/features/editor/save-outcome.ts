/** Sends a draft and sorts the answer into what the saver does next. */
import { type WorkflowDocument, workflowDocumentSchema } from '@heddle/core/definition/workflow-document.ts'
import { z } from 'zod'
import { errorKind, errorText, heddleError } from '../../app/error-text.ts'
import { trpcClient } from '../../app/trpc.ts'
import { fillPositions } from './core/fill-positions.ts'
import type { SaveOutcome } from './draft-saver.ts'

const conflictSchema = z.object({
  current: workflowDocumentSchema,
  currentRevision: z.number(),
  updatedBy: z.string().nullable().catch(null),
})

export async function saveDraft(
  workflowId: string,
  document: WorkflowDocument,
  baseRevision: number,
): Promise<SaveOutcome> {
  try {
    const { draftRevision, savedAt } = await trpcClient.workflows.saveDraft.mutate({
      workflowId,
      document,
      baseRevision,
    })
    return { kind: 'saved', revision: draftRevision, at: new Date(savedAt) }
  } catch (error) {
    const known = heddleError(error)
    const conflict = known?.code === 'WORKFLOW_CONFLICT' ? conflictSchema.safeParse(known.details) : null
    if (conflict?.success) {
      const { current, ...rest } = conflict.data
      return { kind: 'conflict', conflict: { ...rest, current: fillPositions(current) } }
    }
    const kind = errorKind(error)
    const isTooOften = known?.code === 'TOO_MANY_REQUESTS'
    if (kind === 'no-answer' || kind === 'unavailable' || kind === 'unauthenticated' || isTooOften)
      return { kind: 'unreachable' }
    return { kind: 'refused', text: `Not saved: ${errorText(error).title}` }
  }
}
