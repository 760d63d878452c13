import { z } from 'zod'
import { publicProcedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'

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
  .mutation(unfinished)
