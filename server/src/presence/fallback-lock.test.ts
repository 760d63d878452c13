import { expect, test } from 'vitest'
import { createFallbackLock } from './fallback-lock.ts'
import { createHolder } from './holder.ts'
import type { LeaseLock } from './lock.ts'

/** A lock in memory that can be away, as a store can. */
function memoryLock() {
  const holders = new Map<string, number>()
  const store = { isAway: false, token: 0 }
  const answer = () => {
    if (store.isAway) throw new Error('away')
  }
  const lock: LeaseLock = {
    tryAcquire: async (name) => {
      answer()
      if (holders.has(name)) return null
      store.token += 1
      const { token } = store
      holders.set(name, token)
      return {
        token,
        renew: async () => {
          answer()
          return holders.get(name) === token
        },
        release: async () => {
          if (holders.get(name) === token) holders.delete(name)
        },
      }
    },
  }
  return { lock, store, holders }
}

test('the second store steps in while the first is away, and steps back when it answers again', async () => {
  const [redis, postgres] = [memoryLock(), memoryLock()]
  const holder = createHolder(createFallbackLock(redis.lock, postgres.lock), { name: 'sweep', ttlMs: 1000 })
  const other = createHolder(createFallbackLock(redis.lock, postgres.lock), { name: 'sweep', ttlMs: 1000 })
  const work = async () => undefined
  redis.store.isAway = true
  expect(await holder.runAsHolder(work)).toBe(true)
  expect(await other.runAsHolder(work)).toBe(false)
  expect(await holder.runAsHolder(work)).toBe(true)
  expect(postgres.holders.size).toBe(1)
  redis.store.isAway = false
  expect(await holder.runAsHolder(work)).toBe(true)
  expect(postgres.holders.size).toBe(0)
  expect(redis.holders.size).toBe(1)
  expect(await other.runAsHolder(work)).toBe(false)
})

test('a holder gives way to one that the first store knows already', async () => {
  const [redis, postgres] = [memoryLock(), memoryLock()]
  const holder = createHolder(createFallbackLock(redis.lock, postgres.lock), { name: 'sweep', ttlMs: 1000 })
  redis.store.isAway = true
  await holder.runAsHolder(async () => undefined)
  redis.store.isAway = false
  await redis.lock.tryAcquire('sweep', 1000)
  expect(await holder.runAsHolder(async () => undefined)).toBe(false)
  expect(postgres.holders.size).toBe(0)
})
