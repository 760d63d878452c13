import { z } from 'zod'
import { listEventRows } from '../../store/list-events.ts'
import { limitSchema, toPageSize } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { eventsPageSchema, executionIdInput } from './execution-shapes.ts'
import { getExecutionRow } from './require-execution.ts'

export const listEvents = procedure
  .input(
    executionIdInput.extend({
      after: z.int().min(0).default(0),
      limit: limitSchema,
      nodeId: z.string().max(128).optional(),
    }),
  )
  .output(eventsPageSchema)
  .query(async ({ ctx, input }) => {
    const { id } = await getExecutionRow(ctx, input.executionId)
    const items = await listEventRows(ctx.db, { ...input, executionId: id, limit: toPageSize(ctx, input) })
    return { items, nextAfter: items.at(-1)?.seq ?? input.after }
  })
