import { expect, test } from 'vitest'
import { planAdmission } from './admission.ts'

test.each([
  {
    name: 'a free place is taken by the first',
    live: ['a'],
    pending: ['b', 'c'],
    onLimit: 'queue',
    admit: ['b'],
    cancel: [],
  },
  {
    name: 'without a place all wait',
    live: ['a', 'b'],
    pending: ['c'],
    onLimit: 'queue',
    admit: [],
    cancel: [],
  },
  {
    name: 'more run than may since the limit was lowered',
    live: ['a', 'b', 'c'],
    pending: ['d'],
    onLimit: 'queue',
    admit: [],
    cancel: [],
  },
  {
    name: 'one too many is skipped',
    live: ['a'],
    pending: ['b', 'c'],
    onLimit: 'skip',
    admit: ['b'],
    cancel: ['c'],
  },
  {
    name: 'the oldest makes room',
    live: ['a', 'b'],
    pending: ['c'],
    onLimit: 'cancel_oldest',
    admit: ['c'],
    cancel: ['a'],
  },
  {
    name: 'only the newest of many get in',
    live: ['a'],
    pending: ['b', 'c', 'd'],
    onLimit: 'cancel_oldest',
    admit: ['c', 'd'],
    cancel: ['b', 'a'],
  },
  {
    name: 'nobody has to go where there is room',
    live: [],
    pending: ['a', 'b'],
    onLimit: 'cancel_oldest',
    admit: ['a', 'b'],
    cancel: [],
  },
] as const)('two at once: $name', ({ live, pending, onLimit, admit, cancel }) => {
  expect(planAdmission({ live, pending }, { limit: 2, onLimit })).toEqual({ admit, cancel })
})
