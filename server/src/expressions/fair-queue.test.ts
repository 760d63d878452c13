import { expect, test } from 'vitest'
import { createFairQueue } from './fair-queue.ts'

test('owners take turns, each in the order of its own', () => {
  const queue = createFairQueue<string>()
  for (const item of ['a1', 'a2', 'a3']) queue.push('a', item)
  for (const item of ['b1', 'b2']) queue.push('b', item)
  const taken = Array.from({ length: 5 }, () => queue.take(() => true))
  expect(taken).toEqual(['a1', 'b1', 'a2', 'b2', 'a3'])
  expect([queue.size, queue.take(() => true)]).toEqual([0, null])
})

test('whoever may not have one is passed over and keeps its turn', () => {
  const queue = createFairQueue<string>()
  queue.push('a', 'a1')
  queue.push('b', 'b1')
  expect(queue.take((owner) => owner !== 'a')).toBe('b1')
  expect(queue.take((owner) => owner !== 'a')).toBeNull()
  expect(queue.clear()).toEqual(['a1'])
  expect(queue.size).toBe(0)
})
