/** What processes share besides the database: the task queue, the bus, presence and locks, on Redis where there is one. */
import { randomUUID } from 'node:crypto'
import type { Bus } from '../bus/bus.ts'
import { createInProcessBus } from '../bus/in-process-bus.ts'
import { createRedisBus } from '../bus/redis-bus.ts'
import type { Logger } from '../ops/logger.ts'
import { connectRedis } from '../presence/connect-redis.ts'
import { createFallbackLock } from '../presence/fallback-lock.ts'
import type { LeaseLock } from '../presence/lock.ts'
import { createPostgresLock } from '../presence/postgres-lock.ts'
import { createPostgresPresence } from '../presence/postgres-presence.ts'
import type { Presence } from '../presence/presence.ts'
import { createRedisLock } from '../presence/redis-lock.ts'
import { createRedisPresence } from '../presence/redis-presence.ts'
import { createBullmqQueue } from '../queue/bullmq-queue.ts'
import { createFallbackQueue } from '../queue/fallback-queue.ts'
import { InProcessQueue, type ServedGroups } from '../queue/in-process-queue.ts'
import type { QueueDepth, TaskQueue } from '../queue/task-queue.ts'
import { readQueuedDepth } from '../store/read-queued-depth.ts'
import type { Database } from './database.ts'
import type { Settings } from './env.ts'

export interface Coordination {
  readonly bus: Bus
  readonly queue: TaskQueue
  /** What waits for the workers of all processes. */
  readonly depth: () => Promise<QueueDepth>
  readonly presence: Presence
  readonly lock: LeaseLock
  /** What is to happen when the shared queue is back and may have lost tasks. */
  onQueueRecovered(listener: () => void): void
  close(): Promise<void>
}

export function openCoordination(settings: Settings, database: Database, logger: Logger): Coordination {
  const registry = createPostgresPresence(database.pool)
  const lock = createPostgresLock(database.pool, randomUUID())
  // A server that runs no nodes keeps no tasks: where no queue is shared, workers find them in the database.
  const groups = settings.role === 'server' ? [] : settings.workerGroups
  const { redisUrl, redisTimeoutMs: timeoutMs } = settings
  if (redisUrl !== null) return openOnRedis({ redisUrl, timeoutMs, registry, lock, groups, logger })
  const queue = new InProcessQueue(groups)
  const bus = createInProcessBus()
  const close = async () => {
    await queue.close()
    await registry.close()
    await bus.close()
  }
  const depth = database.isEmbedded ? () => queue.depth() : () => readQueuedDepth(database.pool)
  return { bus, queue, depth, presence: registry, lock, onQueueRecovered: () => undefined, close }
}

interface RedisParts {
  readonly redisUrl: string
  readonly timeoutMs: number
  readonly registry: Presence
  readonly lock: LeaseLock
  readonly groups: ServedGroups
  readonly logger: Logger
}

function openOnRedis({ redisUrl, timeoutMs, registry, lock, groups, logger }: RedisParts): Coordination {
  let onRecovered: () => void = () => undefined
  const redis = connectRedis(redisUrl, logger)
  const bus = createRedisBus(redisUrl, logger, { timeoutMs })
  const queue = createFallbackQueue({
    remote: createBullmqQueue({ url: redisUrl, groups, logger }),
    local: new InProcessQueue(groups),
    onRecovered: () => onRecovered(),
  })
  const presence = createRedisPresence({ redis, registry, logger })
  return {
    bus,
    queue,
    depth: () => queue.depth(),
    presence,
    lock: createFallbackLock(createRedisLock(redis), lock),
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
