/** A connection for presence and locks: it comes back by itself, and nobody waits for one that is away. */
import { Redis } from 'ioredis'
import type { Logger } from '../ops/logger.ts'

/** A Redis that answers takes well under a millisecond; a stopped one keeps its connections open and is silent. */
const patienceMs = 1000

export function connectRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    enableOfflineQueue: false,
    commandTimeout: patienceMs,
    retryStrategy: (tries: number) => Math.min(tries * 100, 2000),
  })
  redis.on('error', (error) => logger.warn({ event: 'redis_connection_error', error: error.message }))
  return redis
}
