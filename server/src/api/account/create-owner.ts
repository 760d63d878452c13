import { z } from 'zod'
import { publicProcedure } from '../trpc.ts'

export const createOwner = publicProcedure
  .input(
    z.object({
      token: z.string().max(200),
      name: z.string().trim().min(1).max(200),
      email: z.email().max(320),
      password: z.string().min(8).max(128),
    }),
  )
  .output(z.object({ ok: z.literal(true) }))
  .mutation(async ({ ctx, input }) => {
    await ctx.ownerSetup.createOwner(input)
    ctx.logger.info({ event: 'owner_created', requestId: ctx.requestId })
    return { ok: true as const }
  })
