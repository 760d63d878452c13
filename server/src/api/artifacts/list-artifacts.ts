import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { isUuid } from '../../store/is-uuid.ts'
import { listArtifacts as listArtifactRows } from '../../store/list-artifacts.ts'
import { cursorSchema, limitSchema, toPageSize } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { artifactSchema } from './artifact-shape.ts'
import { toArtifactView } from './to-artifact-view.ts'

export const listArtifacts = procedure
  .input(
    z.object({
      executionId: z.string().max(64).optional(),
      nodeId: z.string().max(128).optional(),
      search: z.string().max(200).optional(),
      cursor: cursorSchema,
      limit: limitSchema,
    }),
  )
  .output(z.object({ items: z.array(artifactSchema), nextCursor: z.string().nullable() }))
  .query(async ({ ctx, input }) => {
    if (input.executionId !== undefined && !isUuid(input.executionId))
      throw new DomainError('EXECUTION_NOT_FOUND', { executionId: input.executionId })
    const page = await listArtifactRows(ctx.db, {
      ...input,
      workspaceId: ctx.caller.workspaceId,
      limit: toPageSize(ctx, input),
    })
    return { items: page.items.map(toArtifactView), nextCursor: page.nextCursor }
  })
