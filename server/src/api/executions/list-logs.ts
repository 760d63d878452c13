import { z } from 'zod'
import { listLogLines } from '../../store/list-log-lines.ts'
import { limitSchema, toPageSize } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { executionIdInput, logLineSchema } from './execution-shapes.ts'
import { getExecutionRow } from './require-execution.ts'

export const listLogs = procedure
  .input(
    executionIdInput.extend({
      nodeId: z.string().max(128).optional(),
      attempt: z.int32().min(1).optional(),
      after: z.string().max(200).optional(),
      limit: limitSchema,
      search: z.string().max(200).optional(),
    }),
  )
  .output(z.object({ items: z.array(logLineSchema), nextAfter: z.string().nullable() }))
  .query(async ({ ctx, input }) => {
    const { id } = await getExecutionRow(ctx, input.executionId)
    const page = await listLogLines(ctx.db, { ...input, executionId: id, limit: toPageSize(ctx, input) })
    return { items: [...page.items], nextAfter: page.nextAfter }
  })
