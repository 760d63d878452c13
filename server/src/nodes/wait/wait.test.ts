import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestAttempts, type TestAttempts } from '../../testing/test-attempts.ts'

let attempts: TestAttempts

beforeAll(() => {
  attempts = startTestAttempts()
})
afterAll(() => attempts.close())

const wait = (params: Record<string, unknown>, input: unknown = {}) =>
  attempts.run({ nodes: { pause: { type: 'wait', params } }, input })

test('a long duration gives the worker back until its end', async () => {
  const before = Date.now()
  const report = await wait({ durationMs: 40 * 24 * 3600 * 1000 })
  expect(report).toMatchObject({ type: 'suspend-attempt', reason: 'time' })
  const until = report.type === 'suspend-attempt' ? (report.until ?? 0) : 0
  expect(until - before).toBeGreaterThanOrEqual(40 * 24 * 3600 * 1000)
})

test.each([
  { until: '2099-01-31T08:00:00Z', ends: Date.UTC(2099, 0, 31, 8) },
  { until: '2099-01-31T08:00:00+02:00', ends: Date.UTC(2099, 0, 31, 6) },
  { until: '{{ input.day & "T00:00:00Z" }}', ends: Date.UTC(2099, 4, 1) },
])('a moment, $until, is waited for as it stands in its zone', async ({ until, ends }) => {
  expect(await wait({ until }, { day: '2099-05-01' })).toMatchObject({ type: 'suspend-attempt', until: ends })
})

test.each([
  { name: 'a moment that is over', params: { until: '2001-01-01T00:00:00Z' } },
  { name: 'no duration', params: { durationMs: 0 } },
  { name: 'a short duration', params: { durationMs: 5 } },
])('$name holds the worker and completes with null', async ({ params }) => {
  expect(await wait(params)).toMatchObject({
    type: 'complete-attempt',
    output: { kind: 'inline', value: null },
  })
})

test.each([
  { name: 'neither of both', params: {} },
  { name: 'both at once', params: { durationMs: 5, until: '2099-01-31T08:00:00Z' } },
  { name: 'a moment without a zone', params: { until: '2099-01-31T08:00:00' } },
  { name: 'a day that is not there', params: { until: '2099-02-31T08:00:00Z' } },
  { name: 'a duration of more than a year', params: { durationMs: 32_000_000_000 } },
])('refuses $name', async ({ params }) => {
  expect(await wait(params)).toMatchObject({ type: 'fail-attempt', error: { code: 'INVALID_PARAMS' } })
})
