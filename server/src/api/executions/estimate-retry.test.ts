import { compilePlan } from '@heddle/core/plan/compile-plan.ts'
import { expect, test } from 'vitest'
import { estimateRetry } from './estimate-retry.ts'

const plan = compilePlan({
  name: 'diamond',
  nodes: { a: { type: 'noop' }, b: { type: 'noop' }, c: { type: 'noop' }, d: { type: 'noop' } },
  edges: [
    { source: 'a', target: 'b' },
    { source: 'a', target: 'c' },
    { source: 'b', target: 'd' },
    { source: 'c', target: 'd' },
  ],
})
const durations: Record<string, number> = { a: 10, b: 20, c: 50, d: 5 }
const durationOf = (id: string) => {
  const ms = durations[id]
  return ms === undefined ? null : { low: ms, high: ms }
}
const all = ['a', 'b', 'c', 'd']

test('the longest way is the least; one by one is the most', () => {
  expect(estimateRetry(plan, { runAgain: all, atOnce: 1, durationOf })).toEqual({ low: 65, high: 85 })
  expect(estimateRetry(plan, { runAgain: ['b', 'd'], atOnce: 1, durationOf })).toEqual({ low: 25, high: 25 })
})

test('several at once share what is not on the longest way', () => {
  expect(estimateRetry(plan, { runAgain: all, atOnce: 4, durationOf })).toEqual({ low: 65, high: 70 })
})

test('a slow run counts at the upper end', () => {
  const slow = () => ({ low: 10, high: 30 })
  expect(estimateRetry(plan, { runAgain: ['a', 'd'], atOnce: 8, durationOf: slow })).toEqual({
    low: 20,
    high: 60,
  })
})

test('a node of which nothing is known widens the range', () => {
  const onlyA = (id: string) => (id === 'a' ? { low: 10, high: 10 } : null)
  expect(estimateRetry(plan, { runAgain: ['a', 'b'], atOnce: 1, durationOf: onlyA })).toEqual({
    low: 10,
    high: 20,
  })
})

test('where nothing is known nothing is said', () => {
  expect(estimateRetry(plan, { runAgain: ['a'], atOnce: 1, durationOf: () => null })).toBeNull()
  expect(estimateRetry(plan, { runAgain: [], atOnce: 1, durationOf })).toBeNull()
})
