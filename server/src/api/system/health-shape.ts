import { z } from 'zod'

const part = z.object({ status: z.enum(['ok', 'down', 'unused']), detail: z.string().optional() })

export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded', 'down']),
  mode: z.enum(['embedded', 'postgres', 'postgres+redis']),
  parts: z.object({ database: part, redis: part, queue: part, workers: part }),
})
