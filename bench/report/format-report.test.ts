import { describe, expect, test } from 'vitest'
import { judge, targets } from './figures.ts'
import { formatNumber, formatReport } from './format-report.ts'

describe('the verdict on a figure', () => {
  test.each([
    { name: 'lower than the aim', target: targets.chain, measured: 1, verdict: 'aim' },
    { name: 'at the aim', target: targets.chain, measured: 1.1, verdict: 'aim' },
    { name: 'between aim and must', target: targets.chain, measured: 1.4, verdict: 'must' },
    { name: 'above the must', target: targets.chain, measured: 1.7, verdict: 'MISSED' },
    { name: 'higher is better and reached', target: targets.fan, measured: 9500, verdict: 'aim' },
    { name: 'higher is better and missed', target: targets.fan, measured: 4999, verdict: 'MISSED' },
    { name: 'no number', target: targets.fan, measured: { missing: 'no files' }, verdict: 'no files' },
  ])('$name: $verdict', ({ target, measured, verdict }) => {
    expect(judge({ target, measured })).toBe(verdict)
  })
})

test.each([
  { value: 1234.5, text: '1,235' },
  { value: 100, text: '100' },
  { value: 12.34, text: '12.3' },
  { value: 1.2345, text: '1.23' },
  { value: 0.0321, text: '0.032' },
  { value: 0, text: '0' },
  { value: Number.NaN, text: '-' },
])('$value is written $text', ({ value, text }) => {
  expect(formatNumber(value)).toBe(text)
})

test('the report has a row for each figure that was measured, and what was seen beside them', () => {
  const report = formatReport({ chain: 1.4, fan: { missing: 'broke off' } }, [
    { what: 'fan p50', value: '3 ms' },
  ])
  expect(report.split('\n')).toEqual([
    '| what                | must             | aim              | measured | verdict   |',
    '| ------------------- | ---------------- | ---------------- | -------- | --------- |',
    '| chain of 100, a hop | <= 1.60 ms       | <= 1.10 ms       | 1.40 ms  | must      |',
    '| fan 1 -> 1,000 -> 1 | >= 5,000 steps/s | >= 9,000 steps/s | -        | broke off |',
    '',
    '| beside  | measured |',
    '| ------- | -------- |',
    '| fan p50 | 3 ms     |',
  ])
})
