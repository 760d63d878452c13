/** Reads that every procedure about one workflow begins with. */
import { DomainError } from '@heddle/core/errors.ts'
import type { Caller } from '../../auth/caller.ts'
import {
  findWorkflow,
  type LockedWorkflowRow,
  lockWorkflow,
  type WorkflowRow,
} from '../../store/find-workflow.ts'
import type { Queryable } from '../../store/queryable.ts'
import type { ApiContext } from '../context.ts'
import type { VersionDocument } from './version-documents.ts'

export type CallerContext = ApiContext & { readonly caller: Caller }

/** The workflow, deleted or not. Throws WORKFLOW_NOT_FOUND. */
export async function getWorkflowRow(ctx: CallerContext, workflowId: string): Promise<WorkflowRow> {
  const workflow = await findWorkflow(ctx.db, { workspaceId: ctx.caller.workspaceId, workflowId })
  if (workflow === null) throw new DomainError('WORKFLOW_NOT_FOUND', { workflowId })
  return workflow
}

/** The workflow, locked until the transaction ends. Throws WORKFLOW_NOT_FOUND, for a deleted one too. */
export async function lockLiveWorkflow(
  ctx: CallerContext,
  db: Queryable,
  workflowId: string,
): Promise<LockedWorkflowRow> {
  const workflow = await lockWorkflow(db, { workspaceId: ctx.caller.workspaceId, workflowId })
  if (workflow === null || workflow.deleted_at !== null)
    throw new DomainError('WORKFLOW_NOT_FOUND', { workflowId })
  return workflow
}

/** A published version of a workflow of the caller. Throws WORKFLOW_VERSION_NOT_FOUND. */
export async function getVersionDocument(
  ctx: CallerContext,
  workflowId: string,
  version: number,
): Promise<VersionDocument> {
  const found = await ctx.versions.find(workflowId, version)
  if (found === null || found.workspaceId !== ctx.caller.workspaceId)
    throw new DomainError('WORKFLOW_VERSION_NOT_FOUND', { workflowId, version })
  return found
}

/** Who wins when two people saved the same draft: what the second one needs to compare. */
export function draftConflict(workflow: WorkflowRow | LockedWorkflowRow): DomainError<'WORKFLOW_CONFLICT'> {
  return new DomainError('WORKFLOW_CONFLICT', {
    currentRevision: workflow.draft_revision,
    current: 'draft' in workflow ? workflow.draft : JSON.parse(workflow.draft_json),
    updatedBy: workflow.updated_by,
    updatedAt: workflow.updated_at.toISOString(),
  })
}
