import { expect, test } from 'vitest'
import type { NodeError } from './event.ts'
import { decideRetryDelay, resolveRetryPolicy } from './retry-policy.ts'

const error: NodeError = { code: 'EXIT_CODE', message: 'exit 1', retryable: true }
const policy = resolveRetryPolicy({ maxAttempts: 10, delayMs: 100, jitter: false })

test('a node without a policy is tried once', () => {
  expect(decideRetryDelay(resolveRetryPolicy(undefined), { failures: 1, error, random: 0 })).toBeNull()
})

test('a policy without a count allows three attempts', () => {
  const three = resolveRetryPolicy({})
  expect(
    [1, 2, 3].map((failures) => decideRetryDelay(three, { failures, error, random: 0 }) !== null),
  ).toEqual([true, true, false])
})

test('what must not be tried again is not', () => {
  const final = { ...error, retryable: false }
  expect(decideRetryDelay(policy, { failures: 1, error: final, random: 0 })).toBeNull()
})

test.each([
  { backoff: 'fixed' as const, delays: [100, 100, 100, 100] },
  { backoff: 'linear' as const, delays: [100, 200, 300, 400] },
  { backoff: 'exponential' as const, delays: [100, 300, 900, 2700] },
])('$backoff pauses grow as they should', ({ backoff, delays }) => {
  const growing = { ...policy, backoff, factor: 3 }
  expect(
    delays.map((_, index) => decideRetryDelay(growing, { failures: index + 1, error, random: 0 })),
  ).toEqual(delays)
})

test('a pause stays below its limit, however often the node failed', () => {
  const steep = { ...policy, maxAttempts: 1000, factor: 100, maxDelayMs: 5000 }
  expect(decideRetryDelay(steep, { failures: 900, error, random: 0.9 })).toBe(5000)
})

test.each([
  { random: 0, delayMs: 50 },
  { random: 0.5, delayMs: 75 },
  { random: 0.999, delayMs: 100 },
])('jitter keeps at least half of the pause: $random', ({ random, delayMs }) => {
  expect(decideRetryDelay({ ...policy, jitter: true }, { failures: 1, error, random })).toBe(delayMs)
})

test('a pause of zero is a pause, not the end', () => {
  expect(decideRetryDelay({ ...policy, delayMs: 0 }, { failures: 1, error, random: 0.5 })).toBe(0)
})
