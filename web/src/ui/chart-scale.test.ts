import { describe, expect, it } from 'vitest'
import { labelStep, niceTicks } from './chart-scale.ts'

describe('ticks of counts', () => {
  it.each([
    [0, [0, 1]],
    [2, [0, 1, 2]],
    [9, [0, 5, 10]],
    [530, [0, 200, 400, 600]],
    [6837, [0, 2000, 4000, 6000, 8000]],
  ])('reach up to %d', (max, ticks) => {
    expect(niceTicks(max)).toEqual(ticks)
  })
})

it('writes as many labels as fit', () => {
  expect(labelStep(24, 6)).toBe(4)
  expect(labelStep(5, 6)).toBe(1)
  expect(labelStep(5, 0)).toBe(5)
})
