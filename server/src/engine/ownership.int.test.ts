import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Bus } from '../bus/bus.ts'
import { createInProcessBus } from '../bus/in-process-bus.ts'
import { createLogger } from '../ops/logger.ts'
import { connectRedis } from '../presence/connect-redis.ts'
import { createRedisOwners } from '../presence/redis-owners.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestEngine, type TestEngine } from '../testing/test-engine.ts'
import { startTestRedis } from '../testing/test-redis.ts'
import { waitFor } from '../testing/wait-for.ts'
import { type HandedCommand, Ownership } from './ownership.ts'

const logger = createLogger('silent')
let database: Awaited<ReturnType<typeof createTestDatabase>>
let redis: Awaited<ReturnType<typeof startTestRedis>>
const stopping: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  ;[database, redis] = await Promise.all([createTestDatabase(), startTestRedis()])
})
afterEach(async () => {
  for (const stop of stopping.splice(0).reverse()) await stop()
})
afterAll(() => Promise.all([database.drop(), redis.stop()]))

/** An engine of a process that meets others at its executions, and the commands that it decided for them. */
async function start(processId: string, bus: Bus) {
  const engine = await startTestEngine({ url: database.url, isShared: true, capacity: 4 })
  const handed: HandedCommand[] = []
  const client = connectRedis(redis.url, logger, { timeoutMs: 1000 })
  await waitFor(() => client.status === 'ready', { what: 'the connection to Redis' })
  const decide = (command: HandedCommand) => {
    handed.push(command)
    return engine.engine.decideFor(command)
  }
  const ownership = new Ownership({
    processId,
    owners: createRedisOwners(client, processId),
    bus,
    decide,
    logger,
  })
  await ownership.start()
  engine.engine.attachOwnership(ownership)
  stopping.push(async () => {
    ownership.stop()
    await engine.stop()
    client.disconnect()
  })
  return { engine, ownership, handed }
}

async function publishFan(engine: TestEngine): Promise<string> {
  const nodes = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`n${at}`, { type: 'noop' }]))
  return engine.publish({ name: 'fan', nodes })
}

/** Every engine sees every task, so that they meet at each execution. */
function offerToAll(engines: readonly TestEngine[]): void {
  const looks = setInterval(() => {
    for (const { engine } of engines) void engine.redelivery.offerToIdle(0, 40)
  }, 5)
  stopping.push(async () => clearInterval(looks))
}

async function listStarts(executionId: string) {
  const text = `SELECT node_id FROM execution_events WHERE execution_id = $1 AND type = 'node_started'`
  return (await database.pool.query(text, [executionId])).rows
}

test('processes that meet at an execution hand their commands to one of them', async () => {
  const bus = createInProcessBus()
  const processes = [await start('first', bus), await start('second', bus), await start('third', bus)]
  const [first] = processes
  offerToAll(processes.map(({ engine }) => engine))
  const id = (await first?.engine.start(await publishFan(first.engine))) ?? ''
  for (const { ownership } of processes) ownership.contend(id)
  expect(await first?.engine.untilFinished(id)).toBe('completed')
  expect(await listStarts(id)).toHaveLength(60)
  const deciders = processes.filter(({ handed }) => handed.length > 0)
  expect(deciders).toHaveLength(1)
})

test('what an owner that is gone does not answer is decided by whoever asked, once', async () => {
  const bus = createInProcessBus()
  const alive = await start('alive', bus)
  const id = await alive.engine.start(await publishFan(alive.engine))
  const client = connectRedis(redis.url, logger, { timeoutMs: 1000 })
  stopping.push(async () => client.disconnect())
  await waitFor(() => client.status === 'ready', { what: 'the connection to Redis' })
  await createRedisOwners(client, 'gone').claim(id)
  alive.ownership.contend(id)
  offerToAll([alive.engine])
  expect(await alive.engine.untilFinished(id)).toBe('completed')
  expect(await listStarts(id)).toHaveLength(60)
})

test('an owner that decided and could not say so is believed', async () => {
  const bus = createInProcessBus()
  const deaf: Bus = {
    ...bus,
    publish: (channel, message) =>
      channel.startsWith('outcomes:') ? undefined : bus.publish(channel, message),
  }
  const owner = await start('owner', deaf)
  const asking = await start('asking', bus)
  const id = await asking.engine.start(await publishFan(asking.engine))
  owner.ownership.contend(id)
  await waitFor(() => owner.ownership.owns(id), { what: 'the owner to own the execution' })
  asking.ownership.contend(id)
  offerToAll([asking.engine])
  expect(await asking.engine.untilFinished(id)).toBe('completed')
  expect(await listStarts(id)).toHaveLength(60)
})
