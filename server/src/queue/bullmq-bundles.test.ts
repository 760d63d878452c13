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
    expect(sizes(fresh('a', 79))).toEqual(Array.from({ length: 79 }, () => 1))
  })

  test('grows with the burst, which still gives enough jobs for everybody', () => {
    expect(sizes(fresh('a', 80))).toEqual(Array.from({ length: 40 }, () => 2))
    expect(sizes(fresh('a', 24 * 64)).every((size) => size === 24)).toBe(true)
  })

  test('is of one execution and one urgency', () => {
    const tasks = [...fresh('a', 80), ...fresh('b', 80), ...fresh('a', 80, { priority: 1 })]
    for (const bundle of toBundles(tasks)) {
      expect(new Set(bundle.map(({ executionId, priority }) => `${executionId} ${priority}`)).size).toBe(1)
    }
    expect(toBundles(tasks)).toHaveLength(120)
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
    expect(['no JSON', 'null', '7', '{"more":7}'].map((data) => toBundle({ data }))).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})
