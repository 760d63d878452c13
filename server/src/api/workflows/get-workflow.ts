import { toInstant, toInstantOrNull } from '../instant.ts'
import { procedure } from '../trpc.ts'
import { countDraftChanges } from './count-draft-changes.ts'
import { getVersionDocument, getWorkflowRow } from './require-workflow.ts'
import { workflowDetailSchema, workflowIdInput } from './workflow-shapes.ts'

export const getWorkflow = procedure
  .input(workflowIdInput)
  .output(workflowDetailSchema)
  .query(async ({ ctx, input }) => {
    const row = await getWorkflowRow(ctx, input.workflowId)
    const published =
      row.published_version === null
        ? null
        : (await getVersionDocument(ctx, row.id, row.published_version)).document
    return {
      workflowId: row.id,
      name: row.name,
      draft: row.draft,
      draftRevision: row.draft_revision,
      publishedVersion: row.published_version,
      published,
      draftChanges: published === null ? 0 : countDraftChanges(row.draft, published),
      createdAt: toInstant(row.created_at),
      updatedAt: toInstant(row.updated_at),
      updatedBy: row.updated_by,
      deletedAt: toInstantOrNull(row.deleted_at),
    }
  })
