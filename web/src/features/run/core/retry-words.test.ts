import type { RetryReason } from '@heddle/core/execution/plan-retry.ts'
import { expect, it } from 'vitest'
import { toEstimateWords, toReasonWords, toRetryLabel } from './retry-words.ts'

it.each<[RetryReason, string]>([
  [{ kind: 'failed' }, 'Failed'],
  [{ kind: 'follows', nodeId: 'look_up' }, 'Follows LOOK_UP'],
  [{ kind: 'changed', parts: ['params'] }, 'Parameters changed'],
  [{ kind: 'changed', parts: ['type', 'params'] }, 'Type and parameters changed'],
  [{ kind: 'changed', parts: ['triggerRule'] }, 'Trigger rule changed'],
  [{ kind: 'input-condition' }, 'A condition behind it reads the input'],
])('says why a node runs again: %o', (reason, words) => {
  expect(toReasonWords(reason, (id) => id.toUpperCase())).toBe(words)
})

it.each([
  [0, 800, 'under 1 s'],
  [700, 1_600, 'under 2 s'],
  [17_000, 23_100, 'about 17 to 24 s'],
  [20_000, 200_000, 'under 4 min'],
])('says how long it takes, from %i to %i ms', (low, high, words) => {
  expect(toEstimateWords({ low, high })).toBe(words)
})

it('counts on the button what will run', () => {
  expect([undefined, 0, 1, 3].map(toRetryLabel)).toEqual([
    'Retry',
    'Nothing to retry',
    'Retry 1 node',
    'Retry 3 nodes',
  ])
})
