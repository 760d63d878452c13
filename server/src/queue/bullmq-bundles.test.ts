import { describe, expect, test } from 'vitest'
import { createTestTasks } from '../testing/test-queues.ts'
import { toBundles } from './bullmq-bundles.ts'
import { toBundle, toJob } from './bullmq-job.ts'
import type { Task } from './task-queue.ts'

const sizes = (tasks: readonly Task[]) => toBundles(tasks).map(({ length }) => length)
const fresh = (executionId: string, count: number, fields: Partial<Task> = {}) =>
  createTestTasks(executionId, count, { isNew: true, ...fields })

describe('what travels as one job', () => {
  test('is one task where few are ready at once', () => {
    expect(sizes(fresh('a', 95))).toEqual(Array.from({ length: 95 }, () => 1))
  })

  test('grows with the burst, which still gives enough jobs for everybody', () => {
    expect(sizes(fresh('a', 96))).toEqual(Array.from({ length: 48 }, () => 2))
    expect(sizes(fresh('a', 256 * 64)).every((size) => size === 16)).toBe(true)
  })

  test('is of one execution and one urgency', () => {
    const tasks = [...fresh('a', 128), ...fresh('b', 128), ...fresh('a', 128, { priority: 1 })]
    for (const bundle of toBundles(tasks)) {
      expect(new Set(bundle.map(({ executionId, priority }) => `${executionId} ${priority}`)).size).toBe(1)
    }
    expect(toBundles(tasks)).toHaveLength(192)
  })

  test.each([
    ['may have been added before', { isNew: false }],
    ['waits for a time', { delayMs: 10 }],
    ['is held back by limits', { isLimited: true }],
  ])('is alone where it %s', (_, fields) => {
    expect(sizes(fresh('a', 200, fields))).toEqual(Array.from({ length: 200 }, () => 1))
  })

  test('arrives as it was sent', () => {
    const [first, second, third] = createTestTasks('a', 3)
    if (!first || !second || !third) throw new Error('three tasks were asked for')
    const retried = { ...second, attempt: 2 }
    const job = toJob([{ ...first, isNew: true }, retried, third], 0)
    expect(job.id).toBe('a/0/1+3')
    expect(toBundle(job)).toEqual([first, retried, third])
    expect(toBundle(toJob([third], 0))).toEqual([third])
    expect(toBundle({})).toBeNull()
  })
})
