import { z } from 'zod'
import { publicProcedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'

export const status = publicProcedure
  .output(z.object({ initialised: z.boolean(), signedIn: z.boolean(), version: z.string() }))
  .query(unfinished)
