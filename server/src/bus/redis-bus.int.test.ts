import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { startTestRedis } from '../testing/test-redis.ts'
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
