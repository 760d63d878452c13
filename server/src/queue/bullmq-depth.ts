/** How much waits in a group's queue, and since when. */
import type { IRedisClient } from 'bullmq'

const command = 'heddleDepth'

/**
 * The oldest task of a priority is among the first of it, so looking at a few of each is enough; with more
 * than 100 numbers in use the age is that of the most urgent ones.
 */
const script = `
-- KEYS: prioritized, wait, bundles. ARGV: key prefix of the queue. Answer: tasks, when the oldest was added (0: none).
local SPAN = 4294967296
local oldest
local function look(id)
  local addedAt = tonumber(redis.call('HGET', ARGV[1] .. id, 'timestamp') or nil)
  if addedAt and (not oldest or addedAt < oldest) then oldest = addedAt end
end
local from = '-inf'
for _ = 1, 100 do
  local found = redis.call('ZRANGEBYSCORE', KEYS[1], from, '+inf', 'WITHSCORES', 'LIMIT', 0, 3)
  if not found[1] then break end
  for i = 1, #found, 2 do look(found[i]) end
  from = string.format('%.0f', (math.floor(tonumber(found[2]) / SPAN) + 1) * SPAN)
end
for _, id in ipairs(redis.call('LRANGE', KEYS[2], -3, -1)) do look(id) end
local returned = redis.call('LRANGE', KEYS[2], 0, -1)
local tasks = redis.call('ZCARD', KEYS[1]) + #returned
local isReturned = {}
for _, id in ipairs(returned) do isReturned[id] = true end
local bundles = redis.call('HGETALL', KEYS[3])
for i = 1, #bundles, 2 do
  local id = bundles[i]
  if isReturned[id] or redis.call('ZSCORE', KEYS[1], id) then
    tasks = tasks + tonumber(bundles[i + 1]) - 1
  elseif redis.call('EXISTS', ARGV[1] .. id) == 0 then
    redis.call('HDEL', KEYS[3], id)
  end
end
return { tasks, oldest or 0 }
`

export function defineDepth(client: IRedisClient): void {
  client.defineCommand(command, { numberOfKeys: 3, lua: script })
}

export interface GroupQueueDepth {
  readonly tasks: number
  /** When the oldest waiting task was added, or null. */
  readonly oldestAt: number | null
}

export async function readDepth(
  client: IRedisClient,
  keys: readonly [prioritized: string, wait: string, bundles: string],
  prefix: string,
): Promise<GroupQueueDepth> {
  const answer: unknown = await client.runCommand(command, [...keys, prefix])
  const [tasks, oldestAt] = answer as [number, number]
  return { tasks, oldestAt: oldestAt === 0 ? null : oldestAt }
}
