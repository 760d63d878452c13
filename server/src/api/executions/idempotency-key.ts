/** What a caller names a request by, so that it counts once however often it is sent. */
import { z } from 'zod'

/** Halves of surrogate pairs all become the same letter in the database: two keys would be taken for one. */
export const idempotencyKeySchema = z
  .string()
  .min(1)
  .max(200)
  .refine(
    (key) => key.isWellFormed() && !key.includes('\u0000'),
    'must not hold U+0000 or half of a surrogate pair',
  )
