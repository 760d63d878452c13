import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  consume,
  nameTask,
  takeSome,
  createTestTask as task,
  createTestTasks as tasks,
  untilWaiting,
} from '../testing/test-queues.ts'
import { startOwnRedis } from '../testing/test-redis.ts'
import { useTestQueues } from '../testing/use-test-queues.ts'
import { waitFor } from '../testing/wait-for.ts'
import { createFallbackQueue, type RemoteTaskQueue } from './fallback-queue.ts'
import { InProcessQueue } from './in-process-queue.ts'
import type { Task } from './task-queue.ts'

const stage = useTestQueues(startOwnRedis)

/** Added twice at most between a loss and its discovery, a task comes at least once. */
async function untilAllReceived(received: readonly Task[], count: number): Promise<void> {
  await waitFor(() => new Set(received.map(nameTask)).size === count, {
    deadlineMs: 30_000,
    what: `${count} tasks to be delivered`,
  })
}

async function flush(): Promise<void> {
  const client = new Redis(stage.redis.url)
  await client.flushall()
  await client.quit()
}

describe('a consumer that is killed', () => {
  test('has what it took delivered to another', async () => {
    const queue = await stage.queues.open(['default'], { lockMs: 600 })
    queue.add(tasks('a', 4))
    await untilWaiting(queue, 4)
    const program = `
      import { createLogger } from '${new URL('../ops/logger.ts', import.meta.url)}'
      import { createBullmqQueue } from '${new URL('./bullmq-queue.ts', import.meta.url)}'
      const logger = createLogger('silent')
      const options = { prefix: '${stage.queues.prefix}', groups: ['default'], lockMs: 600, logger }
      const queue = createBullmqQueue({ url: '${stage.redis.url}', ...options })
      let taken = 0
      queue.onAvailable(() => {
        taken += queue.take(4 - taken).length
        if (taken === 4) console.log('taken')
      })
      queue.take(4)`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    const received = consume(queue, 4)
    await untilAllReceived(received, 4)
    expect(received).toHaveLength(4)
  })
})

test('a consumer that lives keeps what it is claiming for longer than a lock lasts', async () => {
  const [slow, other] = [
    await stage.queues.open(['default'], { lockMs: 1_200 }),
    await stage.queues.open([], { lockMs: 1_200 }),
  ]
  slow.add([task('slow', 1)])
  await takeSome(slow, 1)
  const second = await stage.queues.open(['default'], { lockMs: 1_200 })
  const received = consume(second, 4)
  // Longer than it takes to find out that a consumer was killed.
  other.add([task('clock', 1, { delayMs: 4_800 })])
  await waitFor(() => received.length > 0)
  expect(received.map(nameTask)).toEqual(['clock1'])
})

describe('a Redis that loses everything under open connections', () => {
  test('is noticed, and what is added again is delivered', async () => {
    const queue = await stage.queues.open(['default'])
    let recovered = 0
    queue.onRecovered(() => {
      recovered += 1
    })
    // So that it has seen what it lays down itself.
    const client = new Redis(stage.redis.url)
    await waitFor(async () => (await client.exists(`${stage.queues.prefix}:heddle:presence`)) === 1)
    await client.quit()
    queue.add(tasks('a', 50))
    await untilWaiting(queue, 50)
    await flush()
    await waitFor(() => recovered === 1, { what: 'the loss to be noticed' })
    expect(queue.peekPriority()).toBeNull()
    queue.add(tasks('a', 50))
    const received = consume(queue, 8)
    await untilAllReceived(received, 50)
  })

  test('does not stop a consumer, whether it blocks, claims or fetches', async () => {
    const [server, worker] = [await stage.queues.open([]), await stage.queues.open(['default'])]
    const received = consume(worker, 8)
    await flush()
    server.add(tasks('while-blocked', 5))
    await untilAllReceived(received, 5)
    for (let round = 0; round < 5; round += 1) {
      server.add(tasks(`busy-${round}-`, 100))
      await flush()
    }
    server.add(tasks('after', 5, { delayMs: 20 }))
    await waitFor(() => received.filter(({ executionId }) => executionId === 'after').length === 5)
  })

  test('lets a task be settled and added again that it no longer knows', async () => {
    const queue = await stage.queues.open(['default'])
    queue.add([task('a', 1)])
    const [taken] = await takeSome(queue, 1)
    await flush()
    if (taken !== undefined) queue.settle(taken)
    queue.add([task('a', 1, { seq: 2 })])
    const received = consume(queue, 1)
    await waitFor(() => received.length === 1)
  })
})

describe('a Redis that is away', () => {
  let queue: ReturnType<typeof createFallbackQueue>
  let remote: RemoteTaskQueue
  let recovered: number

  beforeEach(async () => {
    recovered = 0
    remote = await stage.queues.open(['default'])
    queue = createFallbackQueue({
      remote,
      local: new InProcessQueue(['default']),
      onRecovered: () => {
        recovered += 1
      },
    })
  })

  test('leaves this process to its own tasks, and is used again as soon as it is back', async () => {
    const received = consume(queue, 4)
    queue.add(tasks('before', 3))
    await untilAllReceived(received, 3)
    await stage.redis.kill()
    queue.add(tasks('cut-off', 3))
    await waitFor(() => queue.health().status === 'degraded')
    queue.add(tasks('without', 3))
    await untilAllReceived(received, 9)
    expect(queue.health().detail).toMatch(/Redis is away/)
    await stage.redis.restart()
    await waitFor(() => queue.health().status === 'ok', { what: 'the queue to be normal' })
    await waitFor(() => recovered > 0)
    const other = await stage.queues.open([])
    other.add(tasks('back', 3))
    await untilAllReceived(received, 12)
  })

  test('gets what waited here once it is back, for others to take', async () => {
    await stage.redis.kill()
    await waitFor(() => queue.health().status === 'degraded')
    queue.add([...tasks('a', 3), task('b', 0, { priority: 5 }), task('c', 0, { workerGroup: 'elsewhere' })])
    expect(await queue.depth()).toMatchObject({ tasks: 4, groups: [{ group: 'default', tasks: 4 }] })
    expect(queue.peekPriority()).toBe(5)
    await stage.redis.restart()
    const other = await stage.queues.open(['default'])
    const received = consume(other, 4)
    await untilAllReceived(received, 4)
  })

  test('does not hold anybody up that hangs instead of failing', async () => {
    const received = consume(queue, 4)
    queue.add([task('before', 0)])
    await untilAllReceived(received, 1)
    stage.redis.signal('SIGSTOP')
    queue.add(tasks('held-up', 3))
    await untilAllReceived(received, 4)
    expect(queue.health().status).toBe('degraded')
    stage.redis.signal('SIGCONT')
    await waitFor(() => queue.health().status === 'ok', { what: 'the queue to be normal' })
    await waitFor(() => recovered > 0)
    queue.add(tasks('after', 3))
    await untilAllReceived(received, 7)
  })

  test('does not keep the process from ending', async () => {
    await stage.redis.kill()
    queue.add(tasks('a', 3))
    await queue.close()
    await stage.redis.restart()
  })
})

test('a process that starts without Redis joins in when it comes', async () => {
  await stage.redis.kill()
  const opening = stage.queues.open(['default'])
  await stage.redis.restart()
  const received = consume(await opening, 4)
  const other = await stage.queues.open([])
  other.add(tasks('a', 3))
  await untilAllReceived(received, 3)
})
