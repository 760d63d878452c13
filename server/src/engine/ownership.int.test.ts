import { randomUUID } from 'node:crypto'
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
import { installBends } from './fault-points.ts'
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

async function publishFan(engine: TestEngine, length = 60): Promise<string> {
  const nodes = Object.fromEntries(Array.from({ length }, (_, at) => [`n${at}`, { type: 'noop' }]))
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

/** An execution that no worker takes up by itself, and the address of one of its tasks. */
async function startIdle({ engine }: { readonly engine: TestEngine }, nodeIndex = 0) {
  engine.worker.drain()
  const executionId = await engine.start(await publishFan(engine))
  return { executionId, nodeIndex, attempt: 1, seq: 1, priority: 0, workerGroup: 'default' }
}

test('tasks of a burst say who decides for their execution', async () => {
  const { engine } = await start('first', createInProcessBus())
  const owners = new Set<string | undefined>()
  installBends({
    claim: (task, claim) => {
      owners.add(task.owner)
      return claim()
    },
  })
  stopping.push(async () => installBends({}))
  const id = await engine.start(await publishFan(engine, 200))
  expect(await engine.untilFinished(id)).toBe('completed')
  expect([...owners]).toEqual(['first'])
})

test('a task that names its owner is claimed there, and its nodes are read only when they are asked for', async () => {
  const bus = createInProcessBus()
  const owner = await start('owner', bus)
  const other = await start('other', bus)
  const task = await startIdle(owner)
  const { executionId } = task
  const { engine } = other.engine
  const claimed = await engine.claim({ ...task, owner: 'owner' }, 'worker-1')
  expect(claimed).toMatchObject({ ok: true, execution: { id: executionId } })
  expect(owner.handed).toHaveLength(1)
  expect(engine.executions.peek(executionId)).toBeNull()
  const seq = claimed.ok ? (claimed.seq ?? 0) : 0
  const getNode = await engine.readNodes(executionId, seq)
  expect(getNode(0)).toMatchObject({ status: 'running', workerId: 'worker-1' })
  // Known by now, and behind again after the next claim: it is read on.
  const next = await engine.claim({ ...task, nodeIndex: 1, owner: 'owner' }, 'worker-1')
  const readOn = await engine.readNodes(executionId, next.ok ? (next.seq ?? 0) : 0)
  expect(readOn(1).status).toBe('running')
})

test('nobody is taken at his word about an owner that was silent', async () => {
  const { engine, ownership } = await start('alive', createInProcessBus())
  const tasks = [await startIdle({ engine }), await startIdle({ engine })] as const
  for (const task of tasks) {
    expect(await engine.engine.claim({ ...task, owner: 'gone' }, 'worker-1')).toMatchObject({ ok: true })
  }
  expect(ownership.ownerOf(tasks[1].executionId)).toBeNull()
})

test('an execution that is gone has no nodes to read', async () => {
  const { engine } = await start('alive', createInProcessBus())
  await expect(engine.engine.readNodes(randomUUID(), 0)).rejects.toMatchObject({
    code: 'EXECUTION_NOT_FOUND',
  })
})
