import type { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { startTestRedis, type TestRedis } from '../testing/test-redis.ts'
import { waitFor } from '../testing/wait-for.ts'
import { connectRedis } from './connect-redis.ts'
import { createHolder } from './holder.ts'
import type { LeaseLock } from './lock.ts'
import { createPostgresLock } from './postgres-lock.ts'
import { createRedisLock } from './redis-lock.ts'

let database: TestDatabase
let server: TestRedis
const connections: Redis[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  server = await startTestRedis()
})
afterAll(async () => {
  for (const redis of connections) redis.disconnect()
  await server.stop()
  await database.drop()
})

const patience = { timeoutMs: 1000 }

async function openRedis(): Promise<Redis> {
  const redis = connectRedis(server.url, createLogger('silent'), patience)
  connections.push(redis)
  await waitFor(() => redis.status === 'ready', { what: 'the connection to Redis' })
  return redis
}

const adapters: { adapter: string; open: (holder: string) => Promise<LeaseLock> }[] = [
  { adapter: 'PostgreSQL', open: async (holder) => createPostgresLock(database.pool, holder) },
  { adapter: 'Redis', open: async () => createRedisLock(await openRedis()) },
]

const long = 60_000
const short = 80

function takeWhenFree(lock: LeaseLock, name: string) {
  return waitFor(() => lock.tryAcquire(name, long), { what: `the lease of ${name} to end` })
}

describe.each(adapters)('a lock in $adapter', ({ open }) => {
  test('has one holder at a time, and names do not disturb each other', async () => {
    const [left, right] = [await open('left'), await open('right')]
    expect(await left.tryAcquire('one', long)).not.toBeNull()
    expect(await right.tryAcquire('one', long)).toBeNull()
    expect(await left.tryAcquire('one', long)).toBeNull()
    expect(await right.tryAcquire('other', long)).not.toBeNull()
  })

  test('goes to exactly one of many that try at once', async () => {
    const locks = await Promise.all(Array.from({ length: 8 }, (_, at) => open(`holder ${at}`)))
    const leases = await Promise.all(locks.map((lock) => lock.tryAcquire('rush', long)))
    expect(leases.filter((lease) => lease !== null)).toHaveLength(1)
  })

  test('is free at once when it is released, and the next token is greater', async () => {
    const [left, right] = [await open('left'), await open('right')]
    const first = await left.tryAcquire('released', long)
    await first?.release()
    const second = await right.tryAcquire('released', long)
    expect(second?.token).toBeGreaterThan(first?.token ?? Number.NaN)
    expect(await first?.renew()).toBe(false)
  })

  test('is free when its holder vanishes, and whoever slept through the end cannot renew or release', async () => {
    const [left, right] = [await open('left'), await open('right')]
    const first = await left.tryAcquire('vanished', short)
    const second = await takeWhenFree(right, 'vanished')
    expect(second.token).toBeGreaterThan(first?.token ?? Number.NaN)
    expect(await first?.renew()).toBe(false)
    await first?.release()
    expect(await second.renew()).toBe(true)
    expect(await left.tryAcquire('vanished', long)).toBeNull()
  })

  test('cannot be renewed once it ran out, though nobody took it', async () => {
    const lock = await open('only')
    const lease = await lock.tryAcquire('ran out', 1)
    await waitFor(async () => !(await lease?.renew()), { what: 'the lease to run out' })
    expect(await lease?.renew()).toBe(false)
  })

  test('lasts as long as it is renewed', async () => {
    const [left, right] = [await open('left'), await open('right')]
    const lease = await left.tryAcquire('renewed', 3_000)
    const until = performance.now() + 3_600
    await waitFor(
      async () => {
        expect(await lease?.renew()).toBe(true)
        expect(await right.tryAcquire('renewed', long)).toBeNull()
        return performance.now() > until
      },
      { what: 'more than the time to live' },
    )
  })
})

describe.each(adapters)('a periodic job behind a lock in $adapter', ({ open }) => {
  test('runs in one process, round after round, until that one stops', async () => {
    const job = { name: 'sweep', ttlMs: long }
    const [left, right] = [createHolder(await open('left'), job), createHolder(await open('right'), job)]
    const ran: string[] = []
    const round = async () => {
      await left.runAsHolder(async () => void ran.push('left'))
      await right.runAsHolder(async () => void ran.push('right'))
    }
    await round()
    await round()
    await left.release()
    await right.runAsHolder(async () => void ran.push('right'))
    await round()
    expect(ran).toEqual(['left', 'left', 'right', 'right'])
  })

  test('is taken over when its holder vanishes, and the sleeper notices before it acts', async () => {
    const job = { name: 'timers', ttlMs: short }
    const [sleeper, next] = [createHolder(await open('sleeper'), job), createHolder(await open('next'), job)]
    const acts: string[] = []
    await sleeper.runAsHolder(async (held) => {
      // Stands still for longer than its lease, as a stopped process does.
      await waitFor(() => next.runAsHolder(async () => void acts.push('next')), { what: 'the next holder' })
      if (await held.isStillHeld()) acts.push('sleeper')
    })
    expect(acts).toEqual(['next'])
  })

  test('keeps the lease while the work asks, however long it takes', async () => {
    const job = { name: 'long work', ttlMs: 3_000 }
    const [busy, other] = [createHolder(await open('busy'), job), createHolder(await open('other'), job)]
    const until = performance.now() + 3_600
    await busy.runAsHolder(async (held) => {
      await waitFor(
        async () => {
          expect(await held.isStillHeld()).toBe(true)
          expect(await other.runAsHolder(async () => undefined)).toBe(false)
          return performance.now() > until
        },
        { what: 'more than the time to live' },
      )
    })
  })
})

test('a flushed Redis forgets the holder, who notices, and tokens still grow', async () => {
  const redis = await openRedis()
  const lock = createRedisLock(redis)
  const first = await lock.tryAcquire('flushed', long)
  await redis.flushall()
  const second = await lock.tryAcquire('flushed', long)
  expect(second?.token).toBeGreaterThan(first?.token ?? Number.NaN)
  expect(await first?.renew()).toBe(false)
})

test('a Redis that is away refuses at once instead of making anybody wait', async () => {
  const redis = connectRedis('redis://127.0.0.1:1', createLogger('silent'), patience)
  connections.push(redis)
  await expect(createRedisLock(redis).tryAcquire('away', long)).rejects.toThrow()
})
