import { describe, expect, test } from 'vitest'
import { InProcessQueue } from './in-process-queue.ts'
import { type Task, toTaskPriority } from './task-queue.ts'

const task = (executionId: string, nodeIndex: number, priority = 0): Task => ({
  executionId,
  nodeIndex,
  attempt: 1,
  priority,
  seq: 1,
  workerGroup: 'default',
})

function drain(queue: InProcessQueue): string[] {
  return queue.take(100).map((task) => `${task.executionId}${task.nodeIndex}`)
}

describe('the queue of a single process', () => {
  test('lets executions take turns within a priority', () => {
    const queue = new InProcessQueue()
    queue.add([task('a', 1), task('a', 2), task('a', 3), task('b', 1), task('c', 1), task('c', 2)])
    expect(drain(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3'])
  })

  test('gives the most urgent first, an execution counting before a node', () => {
    const queue = new InProcessQueue()
    queue.add([
      task('low', 1, toTaskPriority(0, 100)),
      task('high', 1, toTaskPriority(1, -100)),
      task('low', 2, 0),
    ])
    expect(queue.peekPriority()).toBe(toTaskPriority(1, -100))
    expect(drain(queue)).toEqual(['high1', 'low1', 'low2'])
  })

  test('holds a node once however often it is added', async () => {
    const queue = new InProcessQueue()
    queue.add([task('a', 1), task('a', 1)])
    queue.add([task('a', 1)])
    expect((await queue.depth()).tasks).toBe(1)
    expect(drain(queue)).toEqual(['a1'])
    queue.add([task('a', 1)])
    expect(drain(queue)).toEqual(['a1'])
  })

  test('forgets an execution and keeps the others', async () => {
    const queue = new InProcessQueue()
    queue.add([task('a', 1), task('b', 1), task('a', 2, 5)])
    queue.forget('a')
    expect(queue.has('a', 1)).toBe(false)
    expect((await queue.depth()).tasks).toBe(1)
    expect(drain(queue)).toEqual(['b1'])
    expect(queue.peekPriority()).toBeNull()
  })

  test('gives no more than there is room for, and tells when there is more', () => {
    const queue = new InProcessQueue()
    let told = 0
    queue.onAvailable(() => {
      told += 1
    })
    queue.add([task('a', 1), task('b', 1), task('c', 1)])
    expect(told).toBe(1)
    expect(queue.take(2)).toHaveLength(2)
    expect(queue.take(2)).toHaveLength(1)
  })

  test('leaves the tasks of groups that nobody here serves to others', async () => {
    const queue = new InProcessQueue(['gpu'])
    queue.add([task('a', 1), { ...task('a', 2), workerGroup: 'gpu' }])
    expect(await queue.depth()).toMatchObject({ tasks: 1, groups: [{ group: 'gpu', tasks: 1 }] })
    expect(drain(queue)).toEqual(['a2'])
  })
})
