import { z } from 'zod'
import { cursorSchema, limitSchema } from '../paging.ts'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { artifactSchema } from './artifact-shape.ts'

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
  .query(unfinished)
