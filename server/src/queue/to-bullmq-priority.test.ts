import { describe, expect, test } from 'vitest'
import { toTaskPriority } from './task-queue.ts'
import { fromBullmqPriority, toBullmqPriority } from './to-bullmq-priority.ts'

const everyPriority = Array.from({ length: 201 * 201 }, (_, index) =>
  toTaskPriority(100 - Math.floor(index / 201), 100 - (index % 201)),
)

describe('the number that BullMQ is given for a priority', () => {
  test('rises by two from each priority to the next less urgent one, so that none share a number', () => {
    const numbers = everyPriority.map(toBullmqPriority)
    expect(numbers).toEqual(numbers.map((_, index) => index * 2 + 1))
  })

  test('is never nought, which BullMQ would run before everything, and stays below its limit', () => {
    expect(toBullmqPriority(toTaskPriority(100, 100))).toBe(1)
    expect(toBullmqPriority(toTaskPriority(-100, -100)) + 1).toBeLessThan(2 ** 21)
  })

  test('leads back to the priority, with and without a turn', () => {
    expect(everyPriority.map((priority) => fromBullmqPriority(toBullmqPriority(priority)))).toEqual(
      everyPriority,
    )
    expect(everyPriority.map((priority) => fromBullmqPriority(toBullmqPriority(priority) + 1))).toEqual(
      everyPriority,
    )
  })

  test('treats a priority out of bounds as the nearest one within', () => {
    expect(toBullmqPriority(toTaskPriority(5_000, 0))).toBe(toBullmqPriority(toTaskPriority(100, 0)))
  })
})
