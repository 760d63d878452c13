import { describe, expect, test } from 'vitest'
import { InProcessQueue } from './in-process-queue.ts'
import { type Task, toTaskPriority } from './task-queue.ts'

const task = (executionId: string, nodeIndex: number, priority = 0): Task => ({
  executionId,
  nodeIndex,
  attempt: 1,
  priority,
})

function drain(queue: InProcessQueue): string[] {
  const taken: string[] = []
  for (let next = queue.take(); next !== null; next = queue.take())
    taken.push(`${next.executionId}${next.nodeIndex}`)
  return taken
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

  test('holds a node once however often it is added', () => {
    const queue = new InProcessQueue()
    queue.add([task('a', 1), task('a', 1)])
    queue.add([task('a', 1)])
    expect(queue.depth().tasks).toBe(1)
    expect(drain(queue)).toEqual(['a1'])
    queue.add([task('a', 1)])
    expect(drain(queue)).toEqual(['a1'])
  })

  test('forgets an execution and keeps the others', () => {
    const queue = new InProcessQueue()
    queue.add([task('a', 1), task('b', 1), task('a', 2, 5)])
    queue.forget('a')
    expect(queue.has('a', 1)).toBe(false)
    expect(queue.depth().tasks).toBe(1)
    expect(drain(queue)).toEqual(['b1'])
    expect(queue.peekPriority()).toBeNull()
  })
})
