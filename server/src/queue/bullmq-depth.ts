/** How much waits in a group's queue, and since when. */
import type { IRedisClient } from 'bullmq'

const command = 'heddleDepth'

/**
 * The oldest task of a priority is among the first of it, so looking at a few of each is enough; with more
 * than 100 numbers in use the age is that of the most urgent ones.
 */
const script = `
-- KEYS: prioritized, wait. ARGV: key prefix of the queue. Answer: tasks, when the oldest was added (0: none).
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
return { redis.call('ZCARD', KEYS[1]) + redis.call('LLEN', KEYS[2]), oldest or 0 }
`

export function defineDepth(client: IRedisClient): void {
  client.defineCommand(command, { numberOfKeys: 2, lua: script })
}

export interface GroupQueueDepth {
  readonly tasks: number
  /** When the oldest waiting task was added, or null. */
  readonly oldestAt: number | null
}

export async function readDepth(
  client: IRedisClient,
  keys: { readonly prioritized: string; readonly wait: string; readonly prefix: string },
): Promise<GroupQueueDepth> {
  const answer: unknown = await client.runCommand(command, [keys.prioritized, keys.wait, keys.prefix])
  const [tasks, oldestAt] = answer as [number, number]
  return { tasks, oldestAt: oldestAt === 0 ? null : oldestAt }
}
