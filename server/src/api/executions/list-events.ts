import { z } from 'zod'
import { limitSchema } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { eventsPageSchema, executionIdInput } from './execution-shapes.ts'

export const listEvents = procedure
  .input(
    executionIdInput.extend({
      after: z.int().min(0).default(0),
      limit: limitSchema,
      nodeId: z.string().max(128).optional(),
    }),
  )
  .output(eventsPageSchema)
  .query(unfinished)
