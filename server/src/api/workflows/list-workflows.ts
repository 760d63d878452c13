import { z } from 'zod'
import { listWorkflowRows, type WorkflowListRow, type WorkflowSort } from '../../store/list-workflows.ts'
import { cursorInstantSchema } from '../instant.ts'
import { cursorSchema, decodeCursor, limitSchema, toPage, toPageSize } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { toWorkflowSummary } from './to-workflow-summary.ts'
import { workflowSummarySchema } from './workflow-shapes.ts'

const sortKeySchemas = {
  name: z.string().max(200),
  edited: cursorInstantSchema,
  last_run: cursorInstantSchema,
}

export const listWorkflows = procedure
  .input(
    z.object({
      search: z.string().max(200).optional(),
      cursor: cursorSchema,
      limit: limitSchema,
      sort: z.enum(['name', 'edited', 'last_run']).default('edited'),
    }),
  )
  .output(
    z.object({ items: z.array(workflowSummarySchema), nextCursor: z.string().nullable(), total: z.number() }),
  )
  .query(async ({ ctx, input }) => {
    const limit = toPageSize(ctx, input)
    const rows = await listWorkflowRows(ctx.db, {
      workspaceId: ctx.caller.workspaceId,
      search: input.search?.trim() || null,
      sort: input.sort,
      after: decodeCursor(input.cursor, z.tuple([sortKeySchemas[input.sort], z.uuid()])),
      limit: limit + 1,
    })
    const cards = await ctx.cards.find(rows)
    const page = toPage(rows, limit, {
      toItem: (row) => toWorkflowSummary(row, cards.get(row.id)),
      toKey: (row) => [toSortKey(row, input.sort), row.id],
    })
    return { ...page, total: rows[0]?.total ?? 0 }
  })

function toSortKey(row: WorkflowListRow, sort: WorkflowSort): string {
  if (sort === 'name') return row.name
  return (sort === 'edited' ? row.updated_at : (row.last_run_at ?? new Date(0))).toISOString()
}
