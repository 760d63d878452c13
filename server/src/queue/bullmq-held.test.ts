import { describe, expect, test } from 'vitest'
import { BullmqHeld } from './bullmq-held.ts'
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

const names = (tasks: readonly Task[]) => tasks.map(({ executionId }) => executionId)

describe('the tasks that a process holds', () => {
  test('are taken most urgent first, and as they came within a priority', () => {
    const held = new BullmqHeld()
    for (const each of [task('a'), task('b', { priority: 2 }), task('c'), task('d', { priority: 2 })])
      held.hold(each, 0)
    expect(held.peekPriority()).toBe(2)
    expect(names(held.take(3))).toEqual(['b', 'd', 'a'])
    expect(names(held.take(3))).toEqual(['c'])
  })

  test('are delivered once, though Redis gives them out again before they are settled', () => {
    const held = new BullmqHeld()
    held.hold(task('a'), 0)
    held.hold(task('a'), 1)
    expect(names(held.take(5))).toEqual(['a'])
    held.hold(task('a'), 2)
    expect(held.take(5)).toEqual([])
  })

  test('are at hand again when Redis gave them out before the answer to their return was heard', () => {
    const held = new BullmqHeld()
    held.hold(task('a'), 0)
    expect(names(held.withdraw(0))).toEqual(['a'])
    held.hold(task('a', { seq: 2 }), 1)
    expect(held.atHand).toBe(0)
    held.release(toJobId(task('a')), 2)
    expect(held.take(5)).toEqual([task('a', { seq: 2 })])
  })

  test('are settled once, and only after they were taken', () => {
    const held = new BullmqHeld()
    const id = toJobId(task('a'))
    held.hold(task('a'), 0)
    expect(held.beginSettling(id)).toBe(false)
    held.take(1)
    expect([held.beginSettling(id), held.beginSettling(id)]).toEqual([true, false])
  })

  test('swallow an addition while at hand, and keep it until they are settled once taken', () => {
    const held = new BullmqHeld()
    const id = toJobId(task('a'))
    expect(held.absorb(task('a'))).toBe(false)
    held.hold(task('a'), 0)
    expect(held.absorb(task('a', { seq: 2 }))).toBe(true)
    held.take(1)
    expect(held.absorb(task('a', { seq: 3 }))).toBe(true)
    held.beginSettling(id)
    expect(held.release(id, 1)).toEqual(task('a', { seq: 3 }))
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
      held.hold(task(name, { priority: name === 'taken' ? 1 : 0 }), since)
    held.take(1)
    expect(held.atHand).toBe(3)
    expect(names(held.withdraw(5))).toEqual(['old'])
    expect(names(held.withdrawExecution('over'))).toEqual(['over'])
    expect(names(held.list().map((each) => each.task))).toEqual(['taken', 'young'])
    expect(names(held.take(5))).toEqual(['young'])
  })
})
