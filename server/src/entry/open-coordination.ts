/** What processes share besides the database: the task queue, the bus, presence and locks, on Redis where there is one. */
import { randomUUID } from 'node:crypto'
import { createInProcessBus } from '../bus/in-process-bus.ts'
import type { Logger } from '../ops/logger.ts'
import { createPostgresLock } from '../presence/postgres-lock.ts'
import { createPostgresPresence } from '../presence/postgres-presence.ts'
import { InProcessQueue } from '../queue/in-process-queue.ts'
import { readQueuedDepth } from '../store/read-queued-depth.ts'
import type { Coordination } from './coordination.ts'
import type { Database } from './database.ts'
import type { Settings } from './env.ts'

export async function openCoordination(
  settings: Settings,
  database: Database,
  logger: Logger,
): Promise<Coordination> {
  const registry = createPostgresPresence(database.pool)
  const lock = createPostgresLock(database.pool, randomUUID())
  // A server that runs no nodes keeps no tasks: where no queue is shared, workers find them in the database.
  const groups = settings.role === 'server' ? [] : settings.workerGroups
  const { redisUrl, redisTimeoutMs: timeoutMs } = settings
  const readQueued = () => readQueuedDepth(database.pool)
  if (redisUrl !== null) {
    // Loaded where it is needed: it would take a tenth of the start of a laptop's only process.
    const { openOnRedis } = await import('./open-on-redis.ts')
    const shared = openOnRedis({ redisUrl, timeoutMs, registry, lock, groups, readQueued, logger })
    if (settings.chaos === null) return shared
    const { makeUnruly } = await import('../chaos/unruly-queue.ts')
    return { ...shared, queue: makeUnruly(shared.queue, process.pid) }
  }
  const queue = new InProcessQueue(groups)
  const bus = createInProcessBus(logger)
  const close = async () => {
    await queue.close()
    await registry.close()
    await bus.close()
  }
  const depth = database.isEmbedded ? () => queue.depth() : readQueued
  return {
    bus,
    queue,
    depth,
    presence: registry,
    lock,
    owners: null,
    onQueueRecovered: () => undefined,
    close,
  }
}
