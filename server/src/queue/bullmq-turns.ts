/**
 * Turns: within a priority, executions are served round by round, one task of each a round.
 *
 * BullMQ keeps waiting jobs in one set ordered by `priority * 2^32 + counter`, which makes a priority first
 * come, first served: 16,000 nodes of one execution go before the one node of the next. These scripts put a
 * turn where the counter is. A task's turn is the one after its execution's last, and at the least the one
 * after the turn now being served; so an execution that comes late joins the next round, one with a long
 * tail has it spread over as many rounds, two large ones alternate, and since a round closes to newcomers
 * when it is served, none starves. A bundle takes one turn and pays for all its tasks: the next of its execution
 * comes as many rounds later. Turns live in Redis beside the set: all processes count on with the same
 * ones, and they go when it goes.
 *
 * Rejected: turns as steps of BullMQ's own priority number. Some 50 steps are left a priority, fixed when the
 * task is added: a steady flow of small executions at step 0 would keep the tail of a large one at step 50
 * waiting for ever, and a process would know only its own share of what an execution has outstanding.
 *
 * A job that BullMQ itself puts in the set (added, or its delay over) has an odd number and goes before those
 * of its priority that have turns; it gets its own here, in the round trip that added it or with the next look
 * at the head. One that was given back has a counter of 0 and keeps its place at the front.
 */
import type { IRedisClient } from 'bullmq'

/** Defined on a client by `defineTurns`; called through BullMQ's pipelines and `runCommand`. */
export const turnsCommand = 'heddleTurns'

const script = `
-- KEYS: prioritized, wait, groups. ARGV: key prefix of the queue, group, ids of jobs just added.
-- Answer: the number of the job that is next, 0 where none waits.
local SPAN = 4294967296
local prioritized, prefix = KEYS[1], ARGV[1]

local function text(score) return string.format('%.0f', score) end

-- The turn now being served. Executions whose last is not beyond it start from it, as if they were new.
local function openRound(key, number)
  local first = redis.call('ZRANGEBYSCORE', prioritized, text(number * SPAN), text((number + 1) * SPAN - 1),
    'WITHSCORES', 'LIMIT', 0, 1)
  if not first[2] then
    redis.call('DEL', key)
    return 0
  end
  local turn = tonumber(first[2]) % SPAN
  redis.call('ZREMRANGEBYSCORE', key, '-inf', text(turn))
  return turn
end

local function giveTurns(ids)
  local scores = redis.call('ZMSCORE', prioritized, unpack(ids))
  local rounds, moved = {}, {}
  for i, id in ipairs(ids) do
    local score = tonumber(scores[i] or 0)
    local number = math.floor(score / SPAN) + 1
    if number % 2 == 0 and score % SPAN > 0 then
      local key = prefix .. 'turns:' .. number
      local round = rounds[key]
      if not round then
        round = { turn = openRound(key, number), last = {} }
        rounds[key] = round
      end
      local execution = string.match(id, '^[^/]+')
      local last = round.last[execution] or tonumber(redis.call('ZSCORE', key, execution) or round.turn)
      local turn = math.min(last + 1, SPAN - 1)
      local tasks = tonumber(string.match(id, '%+(%d+)$') or 1)
      round.last[execution] = math.min(last + tasks, SPAN - 1)
      moved[#moved + 1] = text(number * SPAN + turn)
      moved[#moved + 1] = id
    end
  end
  if #moved == 0 then return end
  redis.call('ZADD', prioritized, 'XX', unpack(moved))
  for key, round in pairs(rounds) do
    for execution, turn in pairs(round.last) do redis.call('ZADD', key, text(turn), execution) end
    redis.call('PEXPIRE', key, 3600000)
  end
end

-- A task that was added alone while it waits in a bundle would be delivered twice.
local function dropBundled(ids)
  for _, id in ipairs(ids) do
    local execution, place = string.match(id, '^([^/]+)/(.+)$')
    local key = prefix .. 'bundled:' .. (execution or '')
    local bundle = place and redis.call('HGET', key, place)
    if bundle and redis.call('EXISTS', prefix .. bundle) == 0 then
      redis.call('HDEL', key, place)
    elseif bundle and redis.call('ZREM', prioritized, id) + redis.call('ZREM', prefix .. 'delayed', id) > 0 then
      redis.call('DEL', prefix .. id)
    end
  end
end

local function first()
  local found = redis.call('ZRANGE', prioritized, 0, 0, 'WITHSCORES')
  return found[2] and math.floor(tonumber(found[2]) / SPAN) or 0
end

if #ARGV > 2 then
  redis.call('SADD', KEYS[3], ARGV[2])
  local added = { unpack(ARGV, 3) }
  dropBundled(added)
  giveTurns(added)
end
local head = first()
if head % 2 == 1 then
  giveTurns(redis.call('ZRANGE', prioritized, 0, 999))
  head = first()
end
-- Jobs of consumers that were lost wait in a list that BullMQ serves before the set.
local returned = redis.call('LINDEX', KEYS[2], -1)
if returned then
  local number = tonumber(redis.call('HGET', prefix .. returned, 'priority') or 0)
  if number > 0 and (head == 0 or number < head) then head = number end
end
return head
`

export function defineTurns(client: IRedisClient): void {
  client.defineCommand(turnsCommand, { numberOfKeys: 3, lua: script })
}
