import { emptyState } from '@heddle/core/execution/state.ts'
import { compilePlan } from '@heddle/core/plan/compile-plan.ts'
import { expect, test } from 'vitest'
import { type LiveExecution, toLiveExecution } from '../engine/live-execution.ts'
import { SlotLoans } from './slot-loans.ts'

const noop = { type: 'noop' }

function execution(edges: readonly [string, string][]): LiveExecution {
  const ids = [...new Set(edges.flat())]
  const plan = compilePlan({
    name: 'x',
    nodes: Object.fromEntries(ids.map((id) => [id, noop])),
    edges: edges.map(([source, target]) => ({ source, target })),
  })
  // Loans look at the state alone.
  return toLiveExecution('one', {} as LiveExecution['identity'], emptyState(plan))
}

const chain = execution([
  ['a', 'b'],
  ['b', 'c'],
])

test('the slot of a node that leads on is kept for what follows, once', () => {
  const loans = new SlotLoans()
  expect(loans.keep(chain, 0)).toBe(true)
  expect(loans.use('another')).toBe(false)
  expect(loans.use('one')).toBe(true)
  expect(loans.use('one')).toBe(false)
  expect(loans.giveBack('one')).toBe(false)
})

test('a kept slot that nothing used is given back', () => {
  const loans = new SlotLoans()
  loans.keep(chain, 0)
  expect(loans.giveBack('one')).toBe(true)
  expect(loans.use('one')).toBe(false)
})

test('the last node, and one whose target waits for others, keep no slot', () => {
  const loans = new SlotLoans()
  expect(loans.keep(chain, 2)).toBe(false)
  const join = execution([
    ['a', 'join'],
    ['b', 'join'],
  ])
  expect(loans.keep(join, 0)).toBe(false)
})

test('after eight nodes in a row the execution takes its turn in the queue', () => {
  const loans = new SlotLoans()
  const kept = Array.from({ length: 10 }, () => loans.keep(chain, 0) && loans.use('one'))
  expect(kept).toEqual([true, true, true, true, true, true, true, true, false, true])
})
