import { describe, expect, it } from 'vitest'
import { labelStep, niceTicks } from './chart-scale.ts'

describe('an axis', () => {
  it.each([
    [0, [0, 1]],
    [4, [0, 1, 2, 3, 4]],
    [7, [0, 2, 4, 6, 8]],
    [97, [0, 50, 100]],
    [0.3, [0, 0.1, 0.2, 0.3]],
  ])('up to %d has the ticks %j', (max, ticks) => {
    expect(niceTicks(max)).toEqual(ticks)
  })

  it('counts in whole steps where it is told to', () => {
    expect(niceTicks(2, 1)).toEqual([0, 1, 2])
    expect(niceTicks(530, 1)).toEqual([0, 200, 400, 600])
  })

  it('leaves labels out where they would touch', () => {
    expect([labelStep(24, 8), labelStep(5, 8), labelStep(5, 0)]).toEqual([3, 1, 5])
  })
})
