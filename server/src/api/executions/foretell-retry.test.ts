import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { compilePlan } from '@heddle/core/plan/compile-plan.ts'
import { expect, test } from 'vitest'
import { foretellRetry } from './foretell-retry.ts'

const plan = compilePlan({
  name: 'Delivery',
  nodes: Object.fromEntries(['a', 'b', 'c', 'd', 'sorry', 'aside'].map((id) => [id, { type: 'noop' }])),
  edges: [
    { source: 'a', target: 'b' },
    { source: 'b', target: 'c' },
    { source: 'c', target: 'd' },
    { source: 'b', target: 'sorry', port: 'failure' },
    { source: 'a', target: 'aside', when: 'false' },
  ],
} satisfies WorkflowDocument)

test('what a failure cut off runs again; a branch not chosen and the way of failures stay skipped', () => {
  const retry = { runAgain: ['b'], skipped: ['c', 'd', 'sorry', 'aside'], kept: [], unknown: [] }
  expect(foretellRetry(plan, retry)).toEqual({ runAgain: ['b', 'c', 'd'], skipped: ['sorry', 'aside'] })
})

test('with nothing to run again everything that was skipped stays so', () => {
  const retry = { runAgain: [], skipped: ['c', 'd'], kept: [], unknown: [] }
  expect(foretellRetry(plan, retry)).toEqual({ runAgain: [], skipped: ['c', 'd'] })
})
