/** Replaces the draft and publishes it in one step, as programs do that keep the document themselves. */
import { DomainError } from '@heddle/core/errors.ts'
import { authorOf } from '../../auth/caller.ts'
import { insertVersion } from '../../store/insert-version.ts'
import { saveDraft } from '../../store/save-draft.ts'
import { type CheckedDocument, requirePublishable } from '../documents/document-checks.ts'
import { toInstant } from '../instant.ts'
import { type CallerContext, lockLiveWorkflow } from './require-workflow.ts'

export interface PublishedDocument {
  readonly workflowId: string
  readonly version: number
  readonly name: string
  readonly createdAt: string
}

/** Throws WORKFLOW_VERSION_CONFLICT where the published version is another one by now. */
export function publishChecked(
  ctx: CallerContext,
  checked: CheckedDocument,
  base: { readonly workflowId: string; readonly version: number },
): Promise<PublishedDocument> {
  const { workflowId } = base
  const { workspaceId } = ctx.caller
  return ctx.runInTransaction(async (db) => {
    const { draft_revision: baseRevision, published_version: currentVersion } = await lockLiveWorkflow(
      ctx,
      db,
      workflowId,
    )
    if (currentVersion !== base.version)
      throw new DomainError('WORKFLOW_VERSION_CONFLICT', { currentVersion })
    requirePublishable(checked)
    const by = authorOf(ctx.caller)
    const document = checked.stored
    await saveDraft(db, { workspaceId, workflowId, document, baseRevision, by })
    const { version, createdAt } = await insertVersion(db, {
      workflowId,
      nodeCount: document.nodeCount,
      note: '',
      by,
    })
    return { workflowId, version, name: document.name, createdAt: toInstant(createdAt) }
  })
}
