/**
 * Presence of a fleet: PostgreSQL as before, and beside it a heartbeat in Redis for whoever looks. The row of
 * `workers` alone decides who is lost: a flushed or restarted Redis must not make live workers look dead, and one
 * that is away neither delays nor fails a renewal.
 *
 * `heddle:worker:<id>` holds the worker's last words for the time to live, `heddle:workers` the ids of the set.
 */
import type { Redis } from 'ioredis'
import type { Logger } from '../ops/logger.ts'
import type { DrainOrder, WorkerIdentity, WorkerLoad } from '../store/worker-presence.ts'
import { type LiveWorker, type Presence, timeToLiveMs } from './presence.ts'

const activeSet = 'heddle:workers'
const heartbeatKey = (workerId: string) => `heddle:worker:${workerId}`

export interface RedisPresenceDeps {
  readonly redis: Redis
  /** Presence in PostgreSQL. */
  readonly registry: Presence
  readonly logger: Logger
}

/** Closes its connection when it is closed. */
export function createRedisPresence({ redis, registry, logger }: RedisPresenceDeps): Presence {
  const startedAt = new Date()
  let last: LiveWorker | null = null
  const beat = (worker: LiveWorker) => {
    const words = JSON.stringify(worker)
    const told = redis
      .multi()
      .set(heartbeatKey(worker.id), words, 'PX', timeToLiveMs)
      .sadd(activeSet, worker.id)
      .exec()
    told.catch((error: Error) => logger.debug({ event: 'heartbeat_dropped', error: error.message }))
  }
  // Back after it was away or flushed: the set is whole again without waiting for the next renewal.
  redis.on('ready', () => {
    if (last !== null) beat(last)
  })
  const note = (worker: WorkerIdentity, load: WorkerLoad, order: DrainOrder) => {
    last = { ...worker, ...load, draining: order.draining, startedAt, lastSeenAt: new Date() }
    beat(last)
  }
  return {
    renew: async (worker, load) => {
      const order = await registry.renew(worker, load)
      note(worker, load, order)
      return order
    },
    leave: async (workerId) => {
      last = null
      const forgotten = redis.multi().del(heartbeatKey(workerId)).srem(activeSet, workerId).exec()
      await Promise.all([registry.leave(workerId), forgotten.catch(() => null)])
    },
    list: async () => {
      const heard = readHeartbeats(redis).catch(() => [])
      // While PostgreSQL is away, what Redis heard is all that there is to see.
      const registered = await registry.list().catch(async (error: unknown) => {
        const alone = await heard
        if (alone.length === 0) throw error
        return alone
      })
      return withNewerWords(registered, await heard)
    },
    close: async () => {
      redis.disconnect()
      await registry.close()
    },
  }
}

/** Empty after a flush, and not whole until every worker has renewed. */
async function readHeartbeats(redis: Redis): Promise<readonly LiveWorker[]> {
  const ids = await redis.smembers(activeSet)
  if (ids.length === 0) return []
  const words = await redis.mget(ids.map(heartbeatKey))
  const silent = ids.filter((_id, index) => words[index] === null)
  // Whoever says nothing more leaves the set by the first look at it.
  if (silent.length > 0) redis.srem(activeSet, ...silent).catch(() => undefined)
  const live = words.filter((each) => typeof each === 'string').map(toLiveWorker)
  return live.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
}

function withNewerWords(
  registered: readonly LiveWorker[],
  heard: readonly LiveWorker[],
): readonly LiveWorker[] {
  const heardOf = new Map(heard.map((worker) => [worker.id, worker]))
  return registered.map((worker) => {
    const words = heardOf.get(worker.id)
    if (words === undefined || words.lastSeenAt <= worker.lastSeenAt) return worker
    const { used, cpuPercent, memoryBytes, lastSeenAt } = words
    return { ...worker, used, cpuPercent, memoryBytes, lastSeenAt }
  })
}

function toLiveWorker(words: string): LiveWorker {
  const worker: LiveWorker = JSON.parse(words)
  return { ...worker, startedAt: new Date(worker.startedAt), lastSeenAt: new Date(worker.lastSeenAt) }
}
