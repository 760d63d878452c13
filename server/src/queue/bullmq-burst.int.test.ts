/** Many tasks that one commit made ready travel several to a job; what one process makes ready it may keep. */
import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import { consume, createTestTask, createTestTasks, nameTask, untilWaiting } from '../testing/test-queues.ts'
import { startTestRedis } from '../testing/test-redis.ts'
import { useTestQueues } from '../testing/use-test-queues.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { Task, TaskQueue } from './task-queue.ts'

const stage = useTestQueues(startTestRedis)

const burst = (executionId: string, count: number) => createTestTasks(executionId, count, { isNew: true })

/** Keys of Redis that name a task or an execution. */
async function listLeft(): Promise<string[]> {
  const client = new Redis(stage.redis.url)
  const keys = await client.keys(`${stage.queues.prefix}:*`)
  const bundles = keys.filter((key) => key.endsWith(':bundles'))
  await client.quit()
  return [...keys.filter((key) => key.includes('/') || key.includes(':bundled:')), ...bundles]
}

const namesOf = (tasks: readonly Task[]) => new Set(tasks.map(nameTask))

describe('a burst', () => {
  test('takes far fewer jobs than tasks, and is counted in tasks', async () => {
    const server = await stage.queues.open([])
    server.add(burst('a', 1000))
    await untilWaiting(server, 1000)
    const jobs = (await listLeft()).filter((key) => key.includes('/'))
    expect(jobs.length).toBeLessThan(80)
  })

  test('comes once to two consumers, each of which gets its share, and leaves nothing behind', async () => {
    const server = await stage.queues.open([])
    const workers = [await stage.queues.open(['default']), await stage.queues.open(['default'])]
    const received = workers.map((worker) => consume(worker, 16))
    for (const name of ['a', 'b']) server.add(burst(name, 1000))
    await waitFor(() => received.flat().length >= 2000, { what: 'all tasks to be delivered' })
    expect([received.flat().length, namesOf(received.flat()).size]).toEqual([2000, 2000])
    expect(Math.min(...received.map(({ length }) => length))).toBeGreaterThan(100)
    await waitFor(async () => (await listLeft()).length === 0, { what: 'Redis to be empty' })
  })

  test('is not delivered twice where its tasks are offered again while they wait', async () => {
    const server = await stage.queues.open([])
    server.add(burst('a', 640))
    await untilWaiting(server, 640)
    server.add(createTestTasks('a', 700))
    await untilWaiting(server, 700)
    const received = consume(await stage.queues.open(['default']), 32)
    await waitFor(() => received.length >= 700, { what: 'all tasks to be delivered' })
    await untilWaiting(server, 0)
    expect(received.length).toBe(700)
  })

  test('goes to others task by task where a worker has no room for all of a bundle', async () => {
    const [server, small] = [await stage.queues.open([]), await stage.queues.open(['default'])]
    const taken = small.take(1)
    small.onAvailable(() => taken.push(...small.take(1 - taken.length)))
    server.add(burst('a', 512))
    await waitFor(() => taken.length === 1, { what: 'the small worker to have its task' })
    const received = consume(await stage.queues.open(['default']), 32)
    await waitFor(() => received.length === 511, { what: 'the other one to have all the rest' })
    for (const task of taken) small.settle(task)
    await untilWaiting(server, 0)
    expect(namesOf([...taken, ...received]).size).toBe(512)
  })

  test('lets a small execution have its turn before its tail', async () => {
    const worker = await stage.queues.open(['default'])
    worker.add(burst('large', 1000))
    await untilWaiting(worker, 1000)
    worker.add([createTestTask('small', 0)])
    await untilWaiting(worker, 1001)
    const received = consume(worker, 4)
    await waitFor(() => received.length === 1001)
    expect(received.findIndex(({ executionId }) => executionId === 'small')).toBeLessThan(64)
  })

  test('of a consumer that is lost comes to another', async () => {
    const server = await stage.queues.open([], { lockMs: 400 })
    const lost = await stage.queues.open(['default'], { lockMs: 400 })
    server.add(burst('a', 256))
    await untilWaiting(server, 256)
    const taken = lost.take(8)
    lost.onAvailable(() => taken.push(...lost.take(8 - taken.length)))
    await waitFor(() => taken.length === 8)
    await lost.close()
    const received = consume(await stage.queues.open(['default'], { lockMs: 400 }), 32)
    await waitFor(() => namesOf(received).size === 256, { what: 'all tasks to be delivered' })
  })
})

describe('what a busy worker makes ready', () => {
  /** Keeps the queue turning over, as a worker does whose slots fall free all the time. */
  async function turnOver(queue: TaskQueue, received: Task[]): Promise<void> {
    queue.add(createTestTasks('warm', 300))
    await waitFor(() => received.filter(({ executionId }) => executionId === 'warm').length > 100)
  }

  test('it keeps, and starts without Redis', async () => {
    const worker = await stage.queues.open(['default'])
    const client = new Redis(stage.redis.url)
    await client.ping()
    const received: Task[] = []
    let known: Promise<string[]> | null = null
    worker.onAvailable(() => {
      for (let tasks = worker.take(8); tasks.length > 0; tasks = worker.take(8)) {
        received.push(...tasks)
        for (const task of tasks) worker.settle(task)
        if (received.length < 100 || known !== null) continue
        // Here and now, while its slots fall free: whoever looks a little later may find it idle.
        worker.add(createTestTasks('next', 4, { isNew: true }))
        known = client.keys(`${stage.queues.prefix}:*next/*`)
      }
    })
    worker.add(createTestTasks('warm', 300))
    worker.take(8)
    await waitFor(() => received.filter(({ executionId }) => executionId === 'next').length === 4)
    expect(await known).toEqual([])
    await client.quit()
  })

  test('goes to Redis where nobody here takes it in time, for another to have it', async () => {
    const worker = await stage.queues.open(['default'])
    const received = consume(worker, 8)
    await turnOver(worker, received)
    // From now on it takes nothing, as when all its slots hold long nodes.
    worker.onAvailable(() => undefined)
    worker.add(createTestTasks('next', 4, { isNew: true }))
    const others = consume(await stage.queues.open(['default']), 8)
    await waitFor(() => others.filter(({ executionId }) => executionId === 'next').length === 4)
  })

  test('is handed over when it closes', async () => {
    const worker = await stage.queues.open(['default'])
    await turnOver(worker, consume(worker, 8))
    worker.onAvailable(() => undefined)
    worker.add(createTestTasks('next', 4, { isNew: true }))
    await worker.close()
    const others = consume(await stage.queues.open(['default']), 8)
    await waitFor(() => others.filter(({ executionId }) => executionId === 'next').length === 4)
  })
})
