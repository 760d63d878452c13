/** What every file of tests about task queues begins with. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { createTestQueues, type TestQueues } from './test-queues.ts'
import type { TestRedis } from './test-redis.ts'

interface QueueStage {
  readonly redis: TestRedis
  /** Other ones for each test, closed after it. */
  readonly queues: TestQueues
}

/** One Redis for all tests of the file. */
export function useTestQueues(startRedis: () => Promise<TestRedis>): QueueStage {
  let redis: TestRedis | undefined
  let queues: TestQueues | undefined
  beforeAll(async () => {
    redis = await startRedis()
  })
  beforeEach(() => {
    queues = createTestQueues(whileTesting(redis).url)
  })
  afterEach(() => queues?.closeAll())
  afterAll(() => redis?.stop())
  return {
    get redis() {
      return whileTesting(redis)
    },
    get queues() {
      return whileTesting(queues)
    },
  }
}

function whileTesting<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('It is there while tests run')
  return part
}
