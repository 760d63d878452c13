import { z } from 'zod'

const part = z.object({
  status: z.enum(['ok', 'degraded', 'down', 'unused']),
  detail: z.string().optional(),
})

/** Without errors and addresses: anybody may read it. */
const breaker = z.object({
  name: z.string(),
  state: z.enum(['closed', 'open', 'half-open']),
  since: z.string(),
  failures: z.number(),
})

export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  mode: z.enum(['embedded', 'postgres', 'postgres+redis']),
  parts: z.object({
    database: part,
    redis: part,
    queue: part,
    workers: part,
    /** Where artifacts are kept in a bucket. */
    storage: part.optional(),
  }),
  breakers: z.array(breaker),
})

export type HealthReport = z.infer<typeof healthSchema>
export type HealthPart = z.infer<typeof part>
