import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { startOwnRedis, startTestRedis } from '../testing/test-redis.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { Bus } from './bus.ts'
import { createRedisBus } from './redis-bus.ts'

let redis: Awaited<ReturnType<typeof startTestRedis>>
const buses: Bus[] = []

beforeAll(async () => {
  redis = await startTestRedis()
})
afterAll(async () => {
  for (const bus of buses) await bus.close()
  await redis.stop()
})

async function open(): Promise<Bus> {
  const bus = createRedisBus(redis.url, createLogger('silent'))
  buses.push(bus)
  await waitFor(() => bus.health().status === 'ok', { what: 'the bus to connect' })
  return bus
}

test('what one process publishes every other one hears, on that channel alone', async () => {
  const [speaker, listener] = [await open(), await open()]
  const heard: unknown[] = []
  await listener.subscribe('execution:1', (message) => heard.push(message))
  speaker.publish('execution:2', { events: [] })
  speaker.publish('execution:1', { events: [{ seq: 1 }] })
  await waitFor(() => heard.length > 0, { what: 'the message to arrive' })
  expect(heard).toEqual([{ events: [{ seq: 1 }] }])
})

test('an ended subscription hears nothing while another one on the channel goes on', async () => {
  const [speaker, listener] = [await open(), await open()]
  const ended: unknown[] = []
  const kept: unknown[] = []
  const end = await listener.subscribe('logs:1', (message) => ended.push(message))
  await listener.subscribe('logs:1', (message) => kept.push(message))
  end()
  speaker.publish('logs:1', { lines: [] })
  await waitFor(() => kept.length > 0, { what: 'the message to arrive' })
  expect(ended).toEqual([])
})

test('a bus whose Redis is away says so, drops what is published, and makes nobody wait', async () => {
  const bus = createRedisBus('redis://127.0.0.1:1', createLogger('silent'))
  buses.push(bus)
  bus.publish('execution:1', { events: [] })
  await bus.subscribe('execution:1', () => undefined)
  expect(bus.health().status).toBe('degraded')
})

test('a process hears itself at once and once, whether Redis is there or not', async () => {
  const bus = await open()
  const other = await open()
  const heard: unknown[] = []
  const told: unknown[] = []
  await bus.subscribe('execution:1', (message) => heard.push(message))
  await other.subscribe('execution:1', (message) => told.push(message))
  bus.publish('execution:1', 'first')
  expect(heard).toEqual(['first'])
  await waitFor(() => told.length > 0)
  bus.publish('execution:1', 'second')
  await waitFor(() => told.length > 1)
  expect(heard).toEqual(['first', 'second'])
  const lonely = createRedisBus('redis://127.0.0.1:1', createLogger('silent'))
  buses.push(lonely)
  await lonely.subscribe('execution:1', (message) => heard.push(message))
  lonely.publish('execution:1', 'third')
  expect(heard.at(-1)).toBe('third')
})

test('what others write on the channels is passed over', async () => {
  const bus = await open()
  const heard: unknown[] = []
  await bus.subscribe('execution:9', (message) => heard.push(message))
  const stranger = new Redis(redis.url)
  await stranger.publish('heddle:execution:9', 'no JSON')
  await stranger.publish('heddle:execution:9', 'stranger{"ours":true}')
  await waitFor(() => heard.length > 0)
  stranger.disconnect()
  expect(heard).toEqual([{ ours: true }])
})

test.each(['killed and started again', 'stopped and let go on'])(
  'a Redis that is %s is degraded meanwhile, and delivers again when it is back',
  async (how) => {
    const own = await startOwnRedis()
    const [speaker, listener] = [1, 2].map(() => createRedisBus(own.url, createLogger('silent')))
    if (speaker === undefined || listener === undefined) throw new Error('There are two')
    try {
      const isOk = () => speaker.health().status === 'ok' && listener.health().status === 'ok'
      await waitFor(isOk)
      const before = listener.health().interruptions
      const heard: unknown[] = []
      await listener.subscribe('execution:1', (message) => heard.push(message))
      if (how.startsWith('killed')) await own.kill()
      else own.signal('SIGSTOP')
      await waitFor(() => listener.health().status === 'degraded')
      expect(listener.health().interruptions).toBe(before + 1)
      speaker.publish('execution:1', 'lost')
      if (how.startsWith('killed')) await own.restart()
      else own.signal('SIGCONT')
      await waitFor(isOk, { what: 'the bus to be back' })
      await waitFor(() => {
        speaker.publish('execution:1', 'again')
        return heard.includes('again')
      })
      expect(listener.health().breaker).toMatchObject({ name: 'redis', state: 'closed', failures: 0 })
    } finally {
      own.signal('SIGCONT')
      await speaker.close()
      await listener.close()
      await own.stop()
    }
  },
)

test('a message that a listener cannot read ends neither the process nor the listening of others', async () => {
  const [speaker, listener] = [await open(), await open()]
  const heard: unknown[] = []
  await listener.subscribe('commands:1', (message) => heard.push((message as { id: string }).id))
  await listener.subscribe('commands:1', (message) => heard.push(message))
  const stranger = new Redis(redis.url)
  await stranger.publish('heddle:commands:1', 'strangernull')
  stranger.disconnect()
  await waitFor(() => heard.length > 0, { what: 'the message of the stranger' })
  speaker.publish('commands:1', { id: 'ours' })
  await waitFor(() => heard.length > 2, { what: 'the message of the speaker' })
  expect(heard).toEqual([null, 'ours', { id: 'ours' }])
  expect(() => listener.publish('commands:1', null)).not.toThrow()
})
