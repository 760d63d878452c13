/** New workflows from documents that were checked. */
import { randomUUID } from 'node:crypto'
import { authorOf } from '../../auth/caller.ts'
import { insertPublishedWorkflow, insertWorkflow } from '../../store/insert-workflow.ts'
import type { StoredDocument } from '../../store/stored-document.ts'
import { type CheckedDocument, requirePublishable } from '../documents/document-checks.ts'
import { toInstant } from '../instant.ts'
import type { CallerContext } from './require-workflow.ts'

export interface CreatedWorkflow {
  readonly workflowId: string
  readonly draftRevision: number
  readonly version: number | null
  readonly name: string
  readonly createdAt: string
}

/** A draft alone; it may have problems. */
export async function createChecked(ctx: CallerContext, document: StoredDocument): Promise<CreatedWorkflow> {
  const workflow = toNewWorkflow(ctx, document)
  const { createdAt } = await insertWorkflow(ctx.db, workflow)
  return toCreated(workflow, { version: null, createdAt })
}

/** Published as version 1 at once. Throws WORKFLOW_INVALID where it has errors. */
export async function publishNew(
  ctx: CallerContext,
  checked: CheckedDocument,
): Promise<CreatedWorkflow & { readonly version: number }> {
  requirePublishable(checked)
  const workflow = toNewWorkflow(ctx, checked.stored)
  const { createdAt } = await insertPublishedWorkflow(ctx.db, workflow)
  return { ...toCreated(workflow, { version: 1, createdAt }), version: 1 }
}

function toNewWorkflow({ caller }: CallerContext, document: StoredDocument) {
  return { workflowId: randomUUID(), workspaceId: caller.workspaceId, document, createdBy: authorOf(caller) }
}

function toCreated(
  { workflowId, document }: ReturnType<typeof toNewWorkflow>,
  { version, createdAt }: { version: number | null; createdAt: Date },
): CreatedWorkflow {
  return { workflowId, draftRevision: 1, version, name: document.name, createdAt: toInstant(createdAt) }
}
