/** What the settings page shows of the process that answers. */
import { z } from 'zod'

const breaker = z.object({
  name: z.string(),
  state: z.enum(['closed', 'open', 'half-open']),
  since: z.string(),
  failures: z.number(),
  lastError: z.object({ message: z.string(), at: z.string() }).nullable(),
  retryAt: z.string().nullable(),
})

const pool = z.object({
  name: z.string(),
  max: z.number(),
  used: z.number(),
  idle: z.number(),
  /** Callers that wait for a connection. */
  waiting: z.number(),
})

const setting = z.object({
  name: z.string(),
  value: z.string().nullable(),
  source: z.enum(['environment', 'default']),
})

export const systemReportSchema = z.object({
  role: z.enum(['all', 'server', 'worker']),
  hostname: z.string(),
  pid: z.number(),
  /** Parts that may be away, then the hosts that nodes ask and that do not answer. */
  breakers: z.array(breaker),
  /** True while the group commit waits for the database and tries again. */
  commitsWait: z.boolean(),
  pools: z.array(pool),
  settings: z.array(setting),
})

export type SystemReport = z.infer<typeof systemReportSchema>
