import { z } from 'zod'
import { limitSchema } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { executionIdInput, logLineSchema } from './execution-shapes.ts'

export const listLogs = procedure
  .input(
    executionIdInput.extend({
      nodeId: z.string().max(128).optional(),
      attempt: z.int().min(1).optional(),
      after: z.string().max(200).optional(),
      limit: limitSchema,
      search: z.string().max(200).optional(),
    }),
  )
  .output(z.object({ items: z.array(logLineSchema), nextAfter: z.string().nullable() }))
  .query(unfinished)
