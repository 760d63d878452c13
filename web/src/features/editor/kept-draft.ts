/** A draft kept on this device while the server does not answer. */
import { type WorkflowDocument, workflowDocumentSchema } from '@heddle/core/definition/workflow-document.ts'
import { z } from 'zod'

const keptDraftSchema = z.object({
  document: workflowDocumentSchema,
  /** What the server had when the changes began. */
  base: workflowDocumentSchema,
  revision: z.number(),
})

export interface KeptDraft {
  readonly document: WorkflowDocument
  readonly base: WorkflowDocument
  readonly revision: number
}

const keyOf = (workflowId: string) => `heddle.draft.${workflowId}`

export function keepDraft(workflowId: string, draft: KeptDraft | null): void {
  try {
    if (draft === null) localStorage.removeItem(keyOf(workflowId))
    else localStorage.setItem(keyOf(workflowId), JSON.stringify(draft))
  } catch {
    // A full or forbidden store leaves the draft in this tab alone; the save state says that it is not on the server.
  }
}

export function findKeptDraft(workflowId: string): KeptDraft | null {
  try {
    const text = localStorage.getItem(keyOf(workflowId))
    return text === null ? null : keptDraftSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
