import type { Redis } from 'ioredis'
import type { Owners } from './owners.ts'

const claimScript = `
local owner = redis.call('GET', KEYS[1])
if not owner then owner = ARGV[1] end
redis.call('SET', KEYS[1], owner, 'PX', ARGV[2])
return owner`

const dropScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0`

/** A little longer than others remember an owner without asking again. */
const ttlMs = 3000

export function createRedisOwners(redis: Redis, processId: string): Owners {
  const keyOf = (executionId: string) => `heddle:owner:${executionId}`
  return {
    claim: async (executionId) =>
      String(await redis.eval(claimScript, 1, keyOf(executionId), processId, ttlMs)),
    drop: async (executionId, owner) => {
      await redis.eval(dropScript, 1, keyOf(executionId), owner)
    },
  }
}
