import { expect, test } from 'vitest'
import { median, percentile } from './statistics.ts'

test.each([
  { values: [3, 1, 2], middle: 2 },
  { values: [4, 1, 3, 2], middle: 2.5 },
  { values: [7], middle: 7 },
])('the median of $values is $middle', ({ values, middle }) => {
  expect(median(values)).toBe(middle)
})

test.each([
  { share: 0.5, value: 5 },
  { share: 0.95, value: 10 },
  { share: 0.9, value: 9 },
  { share: 0, value: 1 },
])('$share of ten values do not exceed $value', ({ share, value }) => {
  expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share)).toBe(value)
})
