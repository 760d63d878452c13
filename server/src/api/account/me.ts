import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'

export const me = procedure
  .output(
    z.object({
      userId: z.string().nullable(),
      name: z.string(),
      email: z.string().nullable(),
      role: z.string(),
      workspaceId: z.string(),
      workspaceName: z.string(),
    }),
  )
  .query(unfinished)
