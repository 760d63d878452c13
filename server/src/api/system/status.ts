import { z } from 'zod'
import { publicProcedure } from '../trpc.ts'

export const status = publicProcedure
  .output(z.object({ initialised: z.boolean(), signedIn: z.boolean(), version: z.string() }))
  .query(async ({ ctx }) => ({
    initialised: await ctx.ownerSetup.isInitialised(),
    signedIn: ctx.caller !== null,
    version: ctx.version,
  }))
