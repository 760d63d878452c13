import { describe, expect, it } from 'vitest'
import { moveRow } from './row-move.ts'

describe('keys in a list', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['j', 4, 4],
    ['k', 2, 1],
    ['ArrowUp', 0, 0],
    ['PageDown', 1, 4],
    ['Home', 3, 0],
    ['End', 0, 4],
    ['x', 3, null],
  ])('%s leads from row %d to %s', (key, index, next) => {
    expect(moveRow({ key, index, count: 5, plain: true })).toBe(next)
  })

  it('moves nothing with a modifier or without rows', () => {
    expect([
      moveRow({ key: 'j', index: 0, count: 5, plain: false }),
      moveRow({ key: 'j', index: 0, count: 0, plain: true }),
    ]).toEqual([null, null])
  })
})
