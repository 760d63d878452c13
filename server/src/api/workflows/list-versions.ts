import { z } from 'zod'
import { cursorSchema, limitSchema } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { versionSummarySchema, workflowIdInput } from './workflow-shapes.ts'

export const listVersions = procedure
  .input(workflowIdInput.extend({ cursor: cursorSchema, limit: limitSchema }))
  .output(z.object({ items: z.array(versionSummarySchema), nextCursor: z.string().nullable() }))
  .query(unfinished)
