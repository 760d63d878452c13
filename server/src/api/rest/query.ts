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

/** Given in seconds, read in ms. */
export const waitQuery = z.coerce
  .number()
  .min(0)
  .transform((seconds) => seconds * 1000)
  .default(0)

export const flagQuery = z
  .enum(['true', 'false', '1', '0'])
  .transform((text) => text === 'true' || text === '1')
