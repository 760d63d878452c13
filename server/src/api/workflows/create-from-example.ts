import { z } from 'zod'
import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'

export const createFromExample = procedure
  .input(z.object({ exampleId: z.string().max(128) }))
  .output(z.object({ workflowId: z.string(), version: z.number() }))
  .mutation(unfinished)
