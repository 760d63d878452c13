import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import {
  consume,
  nameTask,
  takeSome,
  createTestTask as task,
  createTestTasks as tasks,
  untilWaiting,
} from '../testing/test-queues.ts'
import { startTestRedis } from '../testing/test-redis.ts'
import { useTestQueues } from '../testing/use-test-queues.ts'
import { waitFor } from '../testing/wait-for.ts'
import { toTaskPriority } from './task-queue.ts'

const stage = useTestQueues(startTestRedis)

describe('delivery', () => {
  test('gives each task to one of two consumers, once', async () => {
    const [first, second] = [await stage.queues.open(['default']), await stage.queues.open(['default'])]
    const received = [consume(first, 8), consume(second, 8)]
    first.add(tasks('a', 1000))
    await waitFor(() => received.flat().length >= 1000, { what: 'all tasks to be delivered' })
    expect(new Set(received.flat().map(nameTask)).size).toBe(1000)
    expect(received.flat().length).toBe(1000)
    expect(received.map(({ length }) => length).every((count) => count > 0)).toBe(true)
    await untilWaiting(first, 0)
  })

  test('gives the address as it was added', async () => {
    const queue = await stage.queues.open('all')
    const received = consume(queue, 1)
    const added = task('a', 7, {
      attempt: 3,
      priority: toTaskPriority(-100, 42),
      seq: 99,
      workerGroup: 'a:b c',
    })
    queue.add([added])
    await waitFor(() => received.length === 1)
    expect(received).toEqual([added])
  })

  test('delivers once what is added twice, here and elsewhere', async () => {
    const [first, second] = [await stage.queues.open([]), await stage.queues.open(['default'])]
    first.add([...tasks('a', 20), ...tasks('a', 20)])
    second.add(tasks('a', 20))
    await untilWaiting(second, 20)
    const received = consume(second, 4)
    await waitFor(() => received.length === 20)
    first.add([task('end', 0)])
    await waitFor(() => received.at(-1)?.executionId === 'end')
    expect(received.length).toBe(21)
  })

  test('delivers again what is added after it was settled, or while it is claimed', async () => {
    const queue = await stage.queues.open(['default'])
    queue.add([task('a', 1)])
    const [taken] = await takeSome(queue, 1)
    queue.add([task('a', 1, { seq: 2 })])
    if (taken !== undefined) queue.settle(taken)
    const [again] = await takeSome(queue, 1)
    expect(again).toEqual(task('a', 1, { seq: 2 }))
  })

  test('wakes an idle consumer long before it would look by itself', async () => {
    const [first, second] = [await stage.queues.open([]), await stage.queues.open(['default'])]
    const received = consume(second, 32)
    first.add([task('a', 0)])
    await waitFor(() => received.length === 1)
    const times: number[] = []
    for (const round of [1, 2, 3, 4, 5]) {
      const addedAt = performance.now()
      first.add([task('a', round)])
      await waitFor(() => received.length > round, { what: 'the task to arrive' })
      times.push(performance.now() - addedAt)
    }
    // Most of them, since the machine may be busy with something else meanwhile.
    expect(times.toSorted((a, b) => a - b)[2]).toBeLessThan(500)
  })

  test('delivers a delayed task when it is due and not before', async () => {
    const queue = await stage.queues.open(['default'])
    const received = consume(queue, 4)
    const addedAt = Date.now()
    queue.add([task('late', 1, { delayMs: 400 }), task('now', 1)])
    await waitFor(() => received.length === 2)
    expect(received.map(nameTask)).toEqual(['now1', 'late1'])
    expect(Date.now() - addedAt).toBeGreaterThanOrEqual(400)
    expect(Date.now() - addedAt).toBeLessThan(10_000)
  })

  test('gives tasks of a group to those who serve it alone', async () => {
    const [gpu, plain] = [await stage.queues.open(['gpu']), await stage.queues.open(['default'])]
    const received = { gpu: consume(gpu, 4), plain: consume(plain, 4) }
    plain.add([...tasks('a', 5, { workerGroup: 'gpu' }), ...tasks('b', 5)])
    await waitFor(() => received.gpu.length + received.plain.length === 10)
    expect(new Set(received.gpu.map((got) => got.workerGroup))).toEqual(new Set(['gpu']))
    expect(new Set(received.plain.map((got) => got.workerGroup))).toEqual(new Set(['default']))
  })

  test('serves all groups where asked to, also one that another process opens later', async () => {
    const [server, worker] = [await stage.queues.open([]), await stage.queues.open('all')]
    const received = consume(worker, 4)
    server.add([task('a', 1, { workerGroup: 'first' })])
    await waitFor(() => received.length === 1)
    server.add([task('a', 2, { workerGroup: 'second' })])
    await waitFor(() => received.length === 2)
    expect(received.map((got) => got.workerGroup)).toEqual(['first', 'second'])
  })
})

describe('order', () => {
  test('puts the most urgent first, an execution counting before a node', async () => {
    const queue = await stage.queues.open(['default'])
    queue.add([
      task('low', 1, { priority: toTaskPriority(-100, 100) }),
      task('plain', 1),
      task('urgent-node', 1, { priority: toTaskPriority(0, 1) }),
      task('urgent', 1, { priority: toTaskPriority(1, -100) }),
    ])
    await untilWaiting(queue, 4)
    const received = consume(queue, 1)
    await waitFor(() => received.length === 4)
    expect(received.map((got) => got.executionId)).toEqual(['urgent', 'urgent-node', 'plain', 'low'])
  })

  test('lets a small execution have its turn before the tail of a large one', async () => {
    const queue = await stage.queues.open(['default'])
    queue.add(tasks('large', 2000))
    await untilWaiting(queue, 2000)
    queue.add(tasks('small', 3))
    await untilWaiting(queue, 2003)
    const received = consume(queue, 1)
    await waitFor(() => received.length >= 20)
    expect(received.slice(0, 8).filter((got) => got.executionId === 'small')).toHaveLength(3)
  })

  test('keeps the turns of tasks that are added once more', async () => {
    const queue = await stage.queues.open(['default'])
    queue.add(tasks('large', 300))
    queue.add(tasks('small', 3))
    await untilWaiting(queue, 303)
    queue.add(tasks('small', 3))
    queue.add(tasks('end', 1, { priority: -1 }))
    await untilWaiting(queue, 304)
    const received = consume(queue, 1)
    await waitFor(() => received.length >= 20)
    expect(received.slice(0, 8).filter((got) => got.executionId === 'small')).toHaveLength(3)
  })

  test('serves two large executions in turn', async () => {
    const queue = await stage.queues.open(['default'])
    queue.add(tasks('a', 600))
    await untilWaiting(queue, 600)
    queue.add(tasks('b', 600))
    await untilWaiting(queue, 1200)
    const received = consume(queue, 1)
    await waitFor(() => received.length >= 200)
    const share = received.slice(0, 200).filter((got) => got.executionId === 'a').length
    expect(share).toBeGreaterThan(90)
    expect(share).toBeLessThan(110)
  })

  test('does not starve a large execution beside a steady flow of small ones', async () => {
    const [server, worker] = [await stage.queues.open([]), await stage.queues.open(['default'])]
    server.add([...tasks('large', 300), ...tasks('small', 1)])
    await untilWaiting(server, 301)
    const order: string[] = []
    for (let count = 0; count < 60; count += 1) {
      const [next] = await takeSome(worker, 1)
      if (next === undefined) throw new Error('Nothing was taken')
      order.push(next.executionId)
      // There is always a newcomer waiting.
      if (next.executionId !== 'large') server.add(tasks(`small-${count}`, 1))
      await untilWaiting(server, 301 - order.filter((name) => name === 'large').length)
      worker.settle(next)
    }
    const share = order.filter((name) => name === 'large').length
    expect(share).toBeGreaterThan(25)
  })

  test('spreads delayed tasks that fall due together over rounds as well', async () => {
    const queue = await stage.queues.open(['default'])
    queue.add(tasks('retries', 200, { delayMs: 50 }))
    // Looking at what waits is what promotes them; peeking is what gives them turns.
    queue.take(1)
    await waitFor(() => queue.peekPriority() !== null && queue.take(1).length === 1)
    const { tasks: before } = await queue.depth()
    queue.add(tasks('small', 2))
    await untilWaiting(queue, before + 2)
    const received = consume(queue, 1)
    await waitFor(() => received.length >= 20)
    expect(received.slice(0, 12).filter((got) => got.executionId === 'small')).toHaveLength(2)
  })
})

describe('what a process knows of what waits', () => {
  test('sees at once what it added itself, and within a moment what others add', async () => {
    const [server, worker] = [await stage.queues.open([]), await stage.queues.open(['default'])]
    expect(worker.peekPriority()).toBeNull()
    worker.add([task('own', 1, { priority: 3 })])
    expect(worker.peekPriority()).toBe(3)
    server.add([task('other', 1, { priority: 7 })])
    await waitFor(() => worker.peekPriority() === 7)
    consume(worker, 4)
    await waitFor(() => worker.peekPriority() === null)
  })

  test('counts what waits by group and tells since when, also of groups it does not serve', async () => {
    const [server, other] = [await stage.queues.open([]), await stage.queues.open(['default'])]
    expect(await server.depth()).toEqual({ tasks: 0, oldestMs: null, groups: [] })
    other.add([...tasks('a', 3, { workerGroup: 'gpu' }), ...tasks('a', 2, { priority: 5 })])
    await untilWaiting(server, 5)
    const { oldestMs, groups } = await waitFor(async () => {
      const depth = await server.depth()
      return (depth.oldestMs ?? 0) >= 50 && depth
    })
    expect(oldestMs).toBeLessThan(30_000)
    expect(groups).toEqual([
      { group: 'default', tasks: 2 },
      { group: 'gpu', tasks: 3 },
    ])
  })

  test('forgets tasks at hand of an execution that is over', async () => {
    const queue = await stage.queues.open(['default'])
    queue.take(3)
    queue.add([task('over', 1), task('on', 1)])
    await untilWaiting(queue, 0)
    queue.forget('over')
    const received = consume(queue, 4)
    await waitFor(() => received.length === 1)
    queue.add([task('end', 1)])
    await waitFor(() => received.length === 2)
    expect(received.map(nameTask)).toEqual(['on1', 'end1'])
  })
})

/** Locks that nobody renews end later than that. */
const atOnceMs = 8_000

describe('giving back', () => {
  test('hands over at once what a closed process held', async () => {
    const [leaving, staying] = [await stage.queues.open(['default']), await stage.queues.open(['default'])]
    leaving.add(tasks('a', 8))
    await untilWaiting(staying, 8)
    const taken = await takeSome(leaving, 8)
    expect(taken.length).toBeGreaterThan(0)
    const received = consume(staying, 8)
    await leaving.close()
    await waitFor(() => received.length >= 8, { deadlineMs: atOnceMs, what: 'the tasks to come over' })
    expect(new Set(received.map(nameTask)).size).toBe(8)
  })

  test('does not keep from others what it asked for and does not take', async () => {
    const [greedy, other] = [await stage.queues.open(['default']), await stage.queues.open(['default'])]
    greedy.add(tasks('a', 5))
    await untilWaiting(other, 5)
    greedy.take(5)
    await untilWaiting(other, 0)
    const received = consume(other, 8)
    await waitFor(() => received.length === 5, { deadlineMs: atOnceMs, what: 'the tasks to come over' })
  })
})

test('leaves nothing behind of tasks that were settled', async () => {
  const queue = await stage.queues.open(['default'])
  const received = consume(queue, 16)
  queue.add(tasks('a', 100))
  await waitFor(() => received.length === 100)
  await queue.close()
  const client = new Redis(stage.redis.url)
  const left = (await client.keys(`${stage.queues.prefix}:*`)).filter((key) => key.includes('/'))
  await client.quit()
  expect(left).toEqual([])
})
