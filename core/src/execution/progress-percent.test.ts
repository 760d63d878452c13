import { expect, test } from 'vitest'
import { compilePlan } from '../plan/compile-plan.ts'
import type { ItemCounts } from './event.ts'
import { emptyState, pendingNode, toProgressPercent } from './state.ts'

const plan = compilePlan({
  name: 'Report',
  nodes: { a: { type: 'noop' }, each: { type: 'map' } },
  edges: [],
})

const rows: readonly { name: string; items: ItemCounts | null; status?: 'running'; percent: number }[] = [
  { name: 'a map whose items nobody told counts nothing', items: null, percent: 50 },
  {
    name: 'half of the items are half a node',
    items: { total: 4, completed: 2, failed: 0, running: 2 },
    percent: 75,
  },
  {
    name: 'failed items have ended too',
    items: { total: 4, completed: 1, failed: 2, running: 0 },
    percent: 87,
  },
  {
    name: 'an empty list counts nothing',
    items: { total: 0, completed: 0, failed: 0, running: 0 },
    percent: 50,
  },
  {
    name: 'a map that does not wait any more counts when it ends',
    items: { total: 4, completed: 4, failed: 0, running: 0 },
    status: 'running',
    percent: 50,
  },
]

test('29 of 50 nodes are 58 percent, though a share of 0.58 times 100 falls short of that', () => {
  const nodes = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`n${index}`, { type: 'noop' }]))
  const state = emptyState(compilePlan({ name: 'Fifty', nodes, edges: [] }))
  state.counts = { ...state.counts, completed: 29 }
  expect(toProgressPercent(state)).toBe(58)
})

test.each(rows)('$name', ({ items, status, percent }) => {
  const state = emptyState(plan)
  state.counts = { ...state.counts, completed: 1 }
  state.setNode(1, { ...pendingNode, status: status ?? 'waiting', waitingFor: 'children', items })
  expect(toProgressPercent(state)).toBe(percent)
})
