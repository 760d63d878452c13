import { expect, it } from 'vitest'
import { toPercent } from './to-percent.ts'

it.each([
  [0, 0],
  [0.58, 58],
  [0.29, 29],
  [0.999, 99],
  [1, 100],
])('writes %d as %d percent', (share, percent) => {
  expect(toPercent(share)).toBe(percent)
})
