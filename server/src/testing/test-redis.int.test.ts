import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { startTestRedis } from './test-redis.ts'

test('a test has a real Redis that answers and ends with it', async () => {
  const redis = await startTestRedis()
  const client = new Redis(redis.url)

  expect(await client.ping()).toBe('PONG')
  await client.quit()
  await redis.stop()
})
