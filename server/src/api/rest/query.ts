/** Query strings: text that is made into what the procedures take, refused with the name of what is wrong. */
import { z } from 'zod'

export const limitQuery = z.coerce.number().int().min(1).optional()

const words = z.union([z.string(), z.array(z.string())])

/** `a,b` and `a&...=b` mean the same. */
export function listQuery<T extends string>(item: z.ZodType<T, string>) {
  const split = words.transform((given) =>
    (Array.isArray(given) ? given : [given]).flatMap((text) => text.split(',')),
  )
  return split.pipe(z.array(item)).optional()
}

/** Seconds, cut to the limit: whoever asks for longer is answered when the limit is up. */
export const waitQuery = z.coerce
  .number()
  .min(0)
  .transform((seconds) => Math.min(seconds, MAX_WAIT_S) * 1000)
  .default(0)

export const flagQuery = z
  .enum(['true', 'false', '1', '0'])
  .transform((text) => text === 'true' || text === '1')

const MAX_WAIT_S = 60
