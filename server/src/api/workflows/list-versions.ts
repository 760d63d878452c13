import { z } from 'zod'
import { listVersionRows } from '../../store/list-versions.ts'
import { toInstant } from '../instant.ts'
import { cursorSchema, decodeCursor, limitSchema, toPage, toPageSize } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { getWorkflowRow } from './require-workflow.ts'
import { versionSummarySchema, workflowIdInput } from './workflow-shapes.ts'

export const listVersions = procedure
  .input(workflowIdInput.extend({ cursor: cursorSchema, limit: limitSchema }))
  .output(z.object({ items: z.array(versionSummarySchema), nextCursor: z.string().nullable() }))
  .query(async ({ ctx, input }) => {
    const limit = toPageSize(ctx, input)
    const { id } = await getWorkflowRow(ctx, input.workflowId)
    const before = decodeCursor(input.cursor, z.tuple([z.int32().min(1)]))?.[0] ?? null
    const rows = await listVersionRows(ctx.db, { workflowId: id, before, limit: limit + 1 })
    return toPage(rows, limit, {
      toItem: (row) => ({
        version: row.version,
        createdAt: toInstant(row.created_at),
        createdBy: row.created_by,
        note: row.note,
        nodeCount: row.node_count,
      }),
      toKey: (row) => [row.version],
    })
  })
