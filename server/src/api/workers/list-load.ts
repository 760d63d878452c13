import { z } from 'zod'
import { listFleetLoad } from '../../store/fleet-load.ts'
import { procedure } from '../trpc.ts'

const loadPointSchema = z.object({
  /** Before this answer: the clocks of a browser and of the database may differ. */
  agoMs: z.number(),
  used: z.number(),
  slots: z.number(),
  /** Null where the queue did not answer. */
  waiting: z.number().nullable(),
})

/** The last quarter of an hour, a point for each ten seconds, oldest first. The same from every server. */
export const listLoad = procedure
  .output(z.object({ items: z.array(loadPointSchema) }))
  .query(async ({ ctx }) => ({ items: [...(await listFleetLoad(ctx.db))] }))
