import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { planRetry, type RetryRequest } from '@heddle/core/execution/plan-retry.ts'
import { type NodeRecord, pendingNode } from '@heddle/core/execution/state.ts'
import { compilePlan } from '@heddle/core/plan/compile-plan.ts'
import { expect, test } from 'vitest'
import { foretellRetry } from './foretell-retry.ts'

const delivery: WorkflowDocument = {
  name: 'Delivery',
  nodes: Object.fromEntries(
    ['a', 'b', 'c', 'd', 'sorry', 'aside', 'always'].map((id) => [
      id,
      { type: 'noop', ...(id === 'always' && { triggerRule: 'all_done' as const }) },
    ]),
  ),
  edges: [
    { source: 'a', target: 'b' },
    { source: 'b', target: 'c' },
    { source: 'c', target: 'd' },
    { source: 'b', target: 'sorry', port: 'failure' },
    { source: 'a', target: 'aside', when: 'false' },
    { source: 'b', target: 'always' },
  ],
}
const done: Partial<NodeRecord> = { status: 'completed', attempt: 1, port: 'success' }
const failed: Partial<NodeRecord> = { status: 'failed', attempt: 1, port: 'failure' }
const skipped: Partial<NodeRecord> = { status: 'skipped' }
const asBefore = {
  a: { ...done, conditions: { 4: false } },
  b: failed,
  c: skipped,
  d: skipped,
  sorry: done,
  aside: skipped,
  always: done,
}

function foretell(from: RetryRequest['from'], records: Record<string, Partial<NodeRecord>> = asBefore) {
  const plan = compilePlan(delivery)
  const getNode = (index: number) => ({ ...pendingNode, ...records[plan.nodes[index]?.id ?? ''] })
  const former = { plan, getNode }
  const retry = planRetry({ former: { executionId: 'first', ...former }, plan, from })
  return foretellRetry({ plan, retry, former })
}

test('what a failure cut off runs again; a branch not chosen and the way of failures are skipped', () => {
  expect(foretell('failed')).toEqual({
    runAgain: ['b', 'c', 'd', 'always'],
    skipped: ['sorry', 'aside'],
    why: {
      b: { kind: 'failed' },
      c: { kind: 'follows', nodeId: 'b' },
      d: { kind: 'follows', nodeId: 'c' },
      always: { kind: 'follows', nodeId: 'b' },
    },
  })
})

test('a node that is run again is taken to leave as it did before', () => {
  const all = { ...asBefore, b: done, c: done, d: done, sorry: skipped }
  expect(foretell(['a'], all)).toMatchObject({
    runAgain: ['a', 'b', 'c', 'd', 'always'],
    skipped: ['sorry', 'aside'],
  })
})

test('a skipped node does not start because it is chosen', () => {
  const all = { ...asBefore, b: done, c: done, d: done, sorry: skipped }
  expect(foretell(['aside'], all)).toEqual({ runAgain: [], skipped: ['sorry', 'aside'], why: {} })
})

test('with nothing to run again everything that was skipped stays so', () => {
  const all = { ...asBefore, b: done, c: done, d: done, sorry: skipped }
  expect(foretell('failed', all)).toMatchObject({ runAgain: [], skipped: ['sorry', 'aside'] })
})
