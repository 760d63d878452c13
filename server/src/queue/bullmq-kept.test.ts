import { describe, expect, test } from 'vitest'
import { createTestTasks } from '../testing/test-queues.ts'
import { BullmqKept } from './bullmq-kept.ts'
import type { Task } from './task-queue.ts'

const fresh = (executionId: string, count: number, fields: Partial<Task> = {}) =>
  createTestTasks(executionId, count, { isNew: true, ...fields })

const keepAll = () => new BullmqKept(() => true)
const count = (parts: { kept: readonly Task[]; shared: readonly Task[] }) => [
  parts.kept.length,
  parts.shared.length,
]

describe('what stays in the process that made it ready', () => {
  test('is as much as there is room for', () => {
    expect(count(keepAll().part(fresh('a', 5), 3))).toEqual([3, 2])
    expect(count(keepAll().part(fresh('a', 5), -1))).toEqual([0, 5])
  })

  test('is eight tasks in a row of one execution; the ninth takes its turn with all others', () => {
    const kept = keepAll()
    const one = () => count(kept.part(fresh('a', 1), 64))
    expect(Array.from({ length: 10 }, one).map(([stays]) => stays)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 1])
    expect(count(kept.part(fresh('b', 8), 64))).toEqual([8, 0])
  })

  test.each([
    ['may have been added before', { isNew: false }],
    ['waits for a time', { delayMs: 10 }],
    ['is held back by limits', { isLimited: true }],
  ])('is nothing that %s', (_, fields) => {
    expect(count(keepAll().part(fresh('a', 2, fields), 64))).toEqual([0, 2])
  })

  test('is nothing that others are to run', () => {
    const kept = new BullmqKept(({ workerGroup }) => workerGroup === 'default')
    const parts = kept.part([...fresh('a', 1), ...fresh('b', 1, { workerGroup: 'gpu' })], 64)
    expect(parts.shared.map(({ workerGroup }) => workerGroup)).toEqual(['gpu'])
  })
})
