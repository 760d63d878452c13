/** A connection for presence and locks: it comes back by itself, and nobody waits for one that is away. */
import { Redis } from 'ioredis'
import type { Logger } from '../ops/logger.ts'

export function connectRedis(url: string, logger: Logger, { timeoutMs }: { timeoutMs: number }): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    enableOfflineQueue: false,
    commandTimeout: timeoutMs,
    retryStrategy: (tries: number) => Math.min(tries * 100, 2000),
  })
  redis.on('error', (error) => logger.warn({ event: 'redis_connection_error', error: error.message }))
  return redis
}
