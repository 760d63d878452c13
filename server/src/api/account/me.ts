import { z } from 'zod'
import { procedure } from '../trpc.ts'

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
  .query(({ ctx: { caller } }) => ({
    userId: caller.user?.id ?? null,
    name: caller.user?.name ?? 'API key',
    email: caller.user?.email ?? null,
    role: caller.role,
    workspaceId: caller.workspaceId,
    workspaceName: caller.workspaceName,
  }))
