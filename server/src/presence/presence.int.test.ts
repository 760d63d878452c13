import type { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { listOrphanedAttempts } from '../store/list-orphaned-attempts.ts'
import { setWorkerDraining } from '../store/worker-draining.ts'
import type { WorkerIdentity, WorkerLoad } from '../store/worker-presence.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { startTestRedis, type TestRedis } from '../testing/test-redis.ts'
import { waitFor } from '../testing/wait-for.ts'
import { connectRedis } from './connect-redis.ts'
import { createPostgresPresence } from './postgres-presence.ts'
import { type Presence, renewEveryMs, timeToLiveMs } from './presence.ts'
import { createRedisPresence } from './redis-presence.ts'

const logger = createLogger('silent')
let database: TestDatabase
let server: TestRedis
const opened: Presence[] = []

beforeEach(async () => {
  database = await createTestDatabase()
  server = await startTestRedis()
})
afterEach(async () => {
  for (const presence of opened.splice(0)) await presence.close()
  await server.stop()
  await database.drop()
})

const patience = { timeoutMs: 1000 }

/** What others see of a worker. */
function seen(id: string) {
  return { id, hostname: 'here', pid: 7, version: '1.0.0', workerGroups: ['default', 'gpu'], capacity: 32 }
}

function identity(id: string): WorkerIdentity {
  return { ...seen(id), machine: null }
}

function load(used: number): WorkerLoad {
  return { used, cpuPercent: 12.5, memoryBytes: 5_000_000_000 }
}

async function openOnRedis(
  url = server.url,
  timeoutMs = patience.timeoutMs,
): Promise<{ presence: Presence; redis: Redis }> {
  const redis = connectRedis(url, logger, { timeoutMs })
  await waitFor(() => redis.status === 'ready', { what: 'the connection to Redis' })
  const presence = createRedisPresence({ redis, registry: createPostgresPresence(database.pool), logger })
  opened.push(presence)
  return { presence, redis }
}

const adapters = [
  { adapter: 'PostgreSQL', open: async () => createPostgresPresence(database.pool) },
  { adapter: 'Redis', open: async () => (await openOnRedis()).presence },
]

describe.each(adapters)('presence in $adapter', ({ open }) => {
  test('lists who is there with what they said last', async () => {
    const presence = await open()
    await presence.renew(identity('first'), load(1))
    await presence.renew(identity('second'), load(2))
    await presence.renew(identity('first'), load(9))
    const list = await presence.list()
    expect(list.map(({ id, used }) => [id, used])).toEqual([
      ['first', 9],
      ['second', 2],
    ])
    expect(list[0]).toMatchObject({ ...seen('first'), cpuPercent: 12.5, memoryBytes: 5_000_000_000 })
    expect(Math.abs(Date.now() - (list[0]?.lastSeenAt.getTime() ?? 0))).toBeLessThan(10_000)
  })

  test('leaves out who said goodbye, and who went silent', async () => {
    const presence = await open()
    for (const id of ['stays', 'leaves', 'vanished']) await presence.renew(identity(id), load(0))
    await presence.leave('leaves')
    await database.pool.query(
      `UPDATE workers SET last_seen_at = now() - interval '31 seconds' WHERE id = 'vanished'`,
    )
    expect((await presence.list()).map(({ id }) => id)).toEqual(['stays'])
  })

  test('answers each renewal with what people want', async () => {
    const presence = await open()
    expect(await presence.renew(identity('w'), load(0))).toEqual({ draining: false, revision: 0 })
    await setWorkerDraining(database.pool, { id: 'w', draining: true, by: 'Ada' })
    expect(await presence.renew(identity('w'), load(0))).toEqual({ draining: true, revision: 1 })
    await setWorkerDraining(database.pool, { id: 'w', draining: false, by: 'Ada' })
    expect(await presence.renew(identity('w'), load(0))).toEqual({ draining: false, revision: 2 })
  })
})

describe('presence in Redis', () => {
  test('keeps a heartbeat that ends by itself, and the set of workers', async () => {
    const { presence, redis } = await openOnRedis()
    await presence.renew(identity('w'), load(3))
    await waitFor(() => redis.exists('heddle:worker:w'), { what: 'the heartbeat' })
    const left = await redis.pttl('heddle:worker:w')
    expect([timeToLiveMs, renewEveryMs]).toEqual([30_000, 10_000])
    expect(left).toBeGreaterThan(timeToLiveMs - 5_000)
    expect(left).toBeLessThanOrEqual(timeToLiveMs)
    expect(await redis.smembers('heddle:workers')).toEqual(['w'])
    await presence.leave('w')
    expect(await redis.exists('heddle:worker:w')).toBe(0)
    expect(await redis.smembers('heddle:workers')).toEqual([])
  })

  test('drops from the set whoever has no heartbeat left', async () => {
    const { presence, redis } = await openOnRedis()
    await redis.sadd('heddle:workers', 'long-gone')
    await presence.renew(identity('w'), load(0))
    await presence.list()
    await waitFor(async () => !(await redis.sismember('heddle:workers', 'long-gone')), {
      what: 'the clean-up',
    })
  })

  test('shows the newer load of the two', async () => {
    const { presence, redis } = await openOnRedis()
    await presence.renew(identity('w'), load(3))
    const words = {
      ...seen('w'),
      ...load(11),
      startedAt: new Date(),
      lastSeenAt: new Date(Date.now() + 60_000),
    }
    await redis.set('heddle:worker:w', JSON.stringify(words))
    await redis.sadd('heddle:workers', 'w')
    expect((await presence.list())[0]?.used).toBe(11)
  })

  test('a flushed Redis makes no live worker look dead, and loses no attempt', async () => {
    const { presence, redis } = await openOnRedis()
    await presence.renew(identity('w'), load(3))
    await redis.flushall()
    expect((await presence.list()).map(({ id }) => id)).toEqual(['w'])
    await database.pool.query(
      `INSERT INTO node_states (execution_id, node_index, node_id, status, attempt, worker_id)
       VALUES (gen_random_uuid(), 0, 'n', 'running', 1, 'w')`,
    )
    expect(await listOrphanedAttempts(database.pool, timeToLiveMs)).toEqual([])
  })

  test('a Redis that is gone neither delays nor fails renewal, view or goodbye', async () => {
    const doomed = await startTestRedis()
    const { presence, redis } = await openOnRedis(doomed.url, 10_000)
    await presence.renew(identity('w'), load(4))
    await doomed.stop()
    await waitFor(() => redis.status !== 'ready', { what: 'Redis to be gone' })
    const before = performance.now()
    expect(await presence.renew(identity('w'), load(5))).toEqual({ draining: false, revision: 0 })
    expect((await presence.list())[0]?.used).toBe(5)
    await presence.leave('w')
    expect(performance.now() - before).toBeLessThan(10_000)
    expect(await createPostgresPresence(database.pool).list()).toEqual([])
  })

  test('a Redis that comes back hears the last words without waiting for the next renewal', async () => {
    const { presence, redis } = await openOnRedis()
    await presence.renew(identity('w'), load(4))
    await waitFor(() => redis.exists('heddle:worker:w'), { what: 'the heartbeat' })
    const other = connectRedis(server.url, logger, patience)
    await waitFor(() => other.status === 'ready', { what: 'another connection' })
    await other.flushall()
    await other.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes').finally(() => other.disconnect())
    await waitFor(() => redis.exists('heddle:worker:w'), { what: 'the heartbeat to be told again' })
    expect(await redis.smembers('heddle:workers')).toEqual(['w'])
  })

  test('without PostgreSQL the set can still be seen, and a renewal fails', async () => {
    const redis = connectRedis(server.url, logger, patience)
    await waitFor(() => redis.status === 'ready', { what: 'the connection to Redis' })
    const away = { query: () => Promise.reject(new Error('away')) }
    const { presence } = await openOnRedis()
    await presence.renew(identity('w'), load(5))
    const cutOff = createRedisPresence({ redis, registry: createPostgresPresence(away), logger })
    opened.push(cutOff)
    await waitFor(async () => (await cutOff.list()).length === 1, { what: 'the heartbeat to be seen' })
    await expect(cutOff.renew(identity('w'), load(5))).rejects.toThrow('away')
  })
})
