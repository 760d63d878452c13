import { describe, expect, test } from 'vitest'
import { BullmqHeld, type Delivery, type HeldJob } from './bullmq-held.ts'
import { toJobId } from './bullmq-job.ts'
import type { Task } from './task-queue.ts'

const task = (executionId: string, fields: Partial<Task> = {}): Task => ({
  executionId,
  nodeIndex: 0,
  attempt: 1,
  priority: 0,
  seq: 1,
  workerGroup: 'default',
  ...fields,
})

const deliver = (first: Task, ...rest: Task[]): Delivery => ({
  jobId: toJobId([first, ...rest]),
  group: 'default',
  tasks: [first, ...rest],
})

const names = (tasks: readonly Task[]) => tasks.map(({ executionId }) => executionId)
const nodes = (tasks: readonly Task[]) => tasks.map(({ nodeIndex }) => nodeIndex)
const jobNames = (jobs: readonly HeldJob[]) => jobs.flatMap(({ delivery }) => names(delivery.tasks))

describe('the tasks that a process holds', () => {
  test('are taken most urgent first, and as they came within a priority', () => {
    const held = new BullmqHeld()
    for (const each of [task('a'), task('b', { priority: 2 }), task('c'), task('d', { priority: 2 })])
      held.hold(deliver(each), 0)
    expect(held.peekPriority()).toBe(2)
    expect(names(held.take(3))).toEqual(['b', 'd', 'a'])
    expect(names(held.take(3))).toEqual(['c'])
  })

  test('are delivered once, though Redis gives them out again before they are settled', () => {
    const held = new BullmqHeld()
    held.hold(deliver(task('a')), 0)
    held.hold(deliver(task('a')), 1)
    expect(names(held.take(5))).toEqual(['a'])
    expect(held.hold(deliver(task('a')), 2)).toBe(true)
    expect(held.take(5)).toEqual([])
  })

  test('are at hand again when Redis gave them out before the answer to their return was heard', () => {
    const held = new BullmqHeld()
    held.hold(deliver(task('a')), 0)
    const [left] = held.withdraw(0)
    held.hold(deliver(task('a', { seq: 2 })), 1)
    expect(held.atHand).toBe(0)
    if (left !== undefined) held.release(left.job, 2)
    expect(held.take(5)).toEqual([task('a', { seq: 2 })])
  })

  test('are settled once, and only after they were taken', () => {
    const held = new BullmqHeld()
    held.hold(deliver(task('a')), 0)
    expect(held.settle(task('a'))).toBeNull()
    held.take(1)
    expect([held.settle(task('a'))?.delivery.jobId, held.settle(task('a'))]).toEqual(['a/0/1', null])
  })

  test('swallow an addition while at hand, and keep it until they are settled once taken', () => {
    const held = new BullmqHeld()
    expect(held.absorb(task('a'))).toBe(false)
    held.hold(deliver(task('a')), 0)
    expect(held.absorb(task('a', { seq: 2 }))).toBe(true)
    held.take(1)
    expect(held.absorb(task('a', { seq: 3 }))).toBe(true)
    const job = held.settle(task('a'))
    expect(job && held.release(job, 1)).toEqual([task('a', { seq: 3 })])
    expect(held.absorb(task('a'))).toBe(false)
  })

  test('are withdrawn by age or by execution while nobody took them', () => {
    const held = new BullmqHeld()
    for (const [name, since] of [
      ['old', 1],
      ['taken', 2],
      ['young', 9],
      ['over', 9],
    ] as const)
      held.hold(deliver(task(name, { priority: name === 'taken' ? 1 : 0 })), since)
    held.take(1)
    expect(held.atHand).toBe(3)
    expect(held.withdraw(5).flatMap(({ tasks }) => names(tasks))).toEqual(['old'])
    expect(jobNames(held.withdrawExecution('over'))).toEqual(['over'])
    expect(jobNames(held.list())).toEqual(['taken', 'young'])
    expect(names(held.take(5))).toEqual(['young'])
  })
})

test('tasks at hand are taken in turns of their executions, also where a bundle came first', () => {
  const held = new BullmqHeld()
  const large = [1, 2, 3, 4].map((nodeIndex) => task('large', { nodeIndex }))
  const [first, ...rest] = large
  if (first !== undefined) held.hold(deliver(first, ...rest), 0)
  expect(names(held.take(1))).toEqual(['large'])
  held.hold(deliver(task('small', { nodeIndex: 1 })), 1)
  held.hold(deliver(task('small', { nodeIndex: 2 })), 1)
  expect(names(held.take(5))).toEqual(['large', 'small', 'large', 'small', 'large'])
})

describe('a bundle that a process holds', () => {
  const of = (nodeIndex: number) => task('a', { nodeIndex })

  test('is done with the last of its tasks', () => {
    const held = new BullmqHeld()
    held.hold(deliver(of(1), of(2)), 0)
    held.take(2)
    expect(held.settle(of(2))).toBeNull()
    expect(held.list()).toHaveLength(1)
    expect(held.settle(of(1))?.delivery.jobId).toBe('a/1/1+2')
    expect(held.list()).toEqual([])
  })

  test('is parted where some of it was taken: the rest goes another way, and the job is done without it', () => {
    const held = new BullmqHeld()
    held.hold(deliver(of(1), of(2), of(3)), 0)
    held.take(1)
    const [left] = held.withdraw(0)
    expect(nodes(left?.tasks ?? [])).toEqual([2, 3])
    expect(left && held.detach(left)).toBe(false)
    expect([held.absorb(of(2)), held.absorb(of(1))]).toEqual([false, true])
    const job = held.settle(of(1))
    expect(job && nodes(held.release(job, 1))).toEqual([1])
  })

  test('brings only what is not held already, and nothing where all is', () => {
    const held = new BullmqHeld()
    held.hold(deliver(of(1)), 0)
    expect(held.hold(deliver(of(1), of(2)), 0)).toBe(true)
    expect(nodes(held.take(5))).toEqual([1, 2])
    expect(held.hold(deliver(of(2)), 0)).toBe(false)
  })
})

test('a task that was kept here is held as others are, and told apart', () => {
  const held = new BullmqHeld()
  held.hold({ jobId: null, group: 'default', tasks: [task('kept')] }, 0)
  held.hold(deliver(task('fetched')), 0)
  expect([held.atHand, held.keptAtHand]).toEqual([2, 1])
  held.take(2)
  expect(held.absorb(task('kept'))).toBe(true)
  expect(held.settle(task('kept'))?.delivery.jobId).toBeNull()
})
