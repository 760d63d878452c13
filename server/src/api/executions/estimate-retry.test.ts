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
const durationOf = (id: string) => durations[id] ?? null

test('the longest way is the least, all of them the most', () => {
  expect(estimateRetry(plan, ['a', 'b', 'c', 'd'], durationOf)).toEqual({ low: 65, high: 85 })
  expect(estimateRetry(plan, ['b', 'd'], durationOf)).toEqual({ low: 25, high: 25 })
})

test('where nothing is known nothing is said', () => {
  expect(estimateRetry(plan, ['a'], () => null)).toBeNull()
  expect(estimateRetry(plan, [], durationOf)).toBeNull()
})
