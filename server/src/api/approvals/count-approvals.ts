import { z } from 'zod'
import { countOpenApprovals } from '../../store/list-approvals.ts'
import { procedure } from '../trpc.ts'

/** How many wait for somebody. */
export const countApprovals = procedure
  .output(z.object({ open: z.number() }))
  .query(async ({ ctx }) => ({ open: await countOpenApprovals(ctx.db, ctx.caller.workspaceId) }))
