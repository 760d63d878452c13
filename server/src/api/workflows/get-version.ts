import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { findVersionRow } from '../../store/find-version.ts'
import { toInstant } from '../instant.ts'
import { procedure } from '../trpc.ts'
import { workflowIdInput, workflowVersionSchema } from './workflow-shapes.ts'

export const getVersion = procedure
  .input(workflowIdInput.extend({ version: z.int32().min(1) }))
  .output(workflowVersionSchema)
  .query(async ({ ctx, input }) => {
    const row = await findVersionRow(ctx.db, input)
    if (row === null || row.workspace_id !== ctx.caller.workspaceId)
      throw new DomainError('WORKFLOW_VERSION_NOT_FOUND', input)
    return {
      workflowId: row.workflow_id,
      version: row.version,
      name: row.document.name,
      document: row.document,
      createdAt: toInstant(row.created_at),
      createdBy: row.created_by,
    }
  })
