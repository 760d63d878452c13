import { z } from 'zod'
import { listApprovalRows } from '../../store/list-approvals.ts'
import { cursorInstantSchema } from '../instant.ts'
import { cursorSchema, decodeCursor, limitSchema, toPage, toPageSize } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { approvalLists, approvalSchema } from './approval-shapes.ts'
import { toApprovalView } from './to-approval-view.ts'

export const listApprovals = procedure
  .input(
    z.object({
      status: z.enum(approvalLists).default('open'),
      executionId: z.string().max(64).optional(),
      cursor: cursorSchema,
      limit: limitSchema,
    }),
  )
  .output(z.object({ items: z.array(approvalSchema), nextCursor: z.string().nullable() }))
  .query(async ({ ctx, input }) => {
    const { status, executionId = null } = input
    const limit = toPageSize(ctx, input)
    const after = decodeCursor(input.cursor, z.tuple([cursorInstantSchema, z.uuid()]))
    const { workspaceId } = ctx.caller
    const rows = await listApprovalRows(ctx.db, { workspaceId, status, executionId, after, limit: limit + 1 })
    return toPage(rows, limit, {
      toItem: toApprovalView,
      toKey: (row) => [(row.decidedAt ?? row.askedAt).toISOString(), row.id],
    })
  })
