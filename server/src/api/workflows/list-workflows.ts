import { z } from 'zod'
import { cursorSchema, limitSchema } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { workflowSummarySchema } from './workflow-shapes.ts'

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
  .query(unfinished)
