/**
 * Locks in Redis, for jobs that do not need PostgreSQL. A flushed Redis forgets who holds what: the holder
 * finds out with its next renewal, and the next one's token is greater all the same, because tokens are
 * never below Redis's clock in microseconds.
 */
import type { Redis } from 'ioredis'
import type { LeaseLock } from './lock.ts'

const acquireScript = `
if redis.call('EXISTS', KEYS[1]) == 1 then return false end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local token = string.format('%.0f', math.max(now, tonumber(redis.call('GET', KEYS[2]) or '0') + 1))
redis.call('SET', KEYS[2], token)
redis.call('SET', KEYS[1], token, 'NX', 'PX', ARGV[1])
return token`

const renewScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`

const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0`

export function createRedisLock(redis: Redis): LeaseLock {
  return {
    tryAcquire: async (name, ttlMs) => {
      const held = `heddle:lock:{${name}}`
      const answer = await redis.eval(acquireScript, 2, held, `${held}:token`, ttlMs)
      if (answer === null) return null
      const token = Number(answer)
      return {
        token,
        renew: async () => (await redis.eval(renewScript, 1, held, token, ttlMs)) === 1,
        release: async () => {
          await redis.eval(releaseScript, 1, held, token)
        },
      }
    },
  }
}
