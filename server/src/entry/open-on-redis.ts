/** What processes share on Redis, each with its way to go on while Redis is away. */
import { randomUUID } from 'node:crypto'
import { createRedisBus } from '../bus/redis-bus.ts'
import type { Logger } from '../ops/logger.ts'
import { connectRedis } from '../presence/connect-redis.ts'
import { createFallbackLock } from '../presence/fallback-lock.ts'
import type { LeaseLock } from '../presence/lock.ts'
import type { Presence } from '../presence/presence.ts'
import { createRedisLock } from '../presence/redis-lock.ts'
import { createRedisOwners } from '../presence/redis-owners.ts'
import { createRedisPresence } from '../presence/redis-presence.ts'
import { createBullmqQueue } from '../queue/bullmq-queue.ts'
import { createFallbackQueue } from '../queue/fallback-queue.ts'
import { InProcessQueue, type ServedGroups } from '../queue/in-process-queue.ts'
import type { QueueDepth } from '../queue/task-queue.ts'
import type { Coordination } from './coordination.ts'

interface RedisParts {
  readonly redisUrl: string
  readonly timeoutMs: number
  readonly registry: Presence
  readonly lock: LeaseLock
  readonly groups: ServedGroups
  /** What the database says is queued. */
  readonly readQueued: () => Promise<QueueDepth>
  readonly logger: Logger
}

export function openOnRedis(parts: RedisParts): Coordination {
  const { redisUrl, timeoutMs, registry, lock, groups, readQueued, logger } = parts
  let onRecovered: () => void = () => undefined
  const redis = connectRedis(redisUrl, logger, { timeoutMs })
  const bus = createRedisBus(redisUrl, logger, { timeoutMs })
  const queue = createFallbackQueue({
    remote: createBullmqQueue({ url: redisUrl, groups, logger }),
    local: new InProcessQueue(groups),
    onRecovered: () => onRecovered(),
  })
  const processId = randomUUID()
  const presence = createRedisPresence({ redis, registry, logger })
  return {
    bus,
    queue,
    // Without the shared queue this process knows of its own tasks alone; asking may be how it learns that.
    depth: async () => {
      const isShared = () => queue.health().status === 'ok'
      const known = isShared() ? await queue.depth() : null
      return known !== null && isShared() ? known : readQueued()
    },
    presence,
    lock: createFallbackLock(createRedisLock(redis), lock),
    owners: { processId, owners: createRedisOwners(redis, processId) },
    onQueueRecovered: (listener) => {
      onRecovered = listener
    },
    async close() {
      await queue.close()
      await presence.close()
      await bus.close()
    },
  }
}
