import { describe, expect, it } from 'vitest'
import { findNeighbour, toRunOrder, wouldCycle } from './graph-order.ts'

const diamond = [
  { source: 'a', target: 'b' },
  { source: 'a', target: 'c' },
  { source: 'b', target: 'd' },
  { source: 'c', target: 'd' },
]

describe('toRunOrder', () => {
  it('puts every source before its targets', () => {
    expect(toRunOrder(['d', 'c', 'b', 'a'], diamond)).toEqual(['a', 'b', 'c', 'd'])
  })
  it('keeps nodes of a cycle, at the end', () => {
    const cycle = [
      { source: 'x', target: 'y' },
      { source: 'y', target: 'x' },
    ]
    expect(toRunOrder(['x', 'y', 'a'], cycle)).toEqual(['a', 'x', 'y'])
  })
})

describe('wouldCycle', () => {
  it.each([
    ['d', 'a', true],
    ['a', 'a', true],
    ['a', 'd', false],
    ['b', 'c', false],
  ])('says whether an edge from %s to %s closes a cycle', (source, target, expected) => {
    expect(wouldCycle(diamond, source, target)).toBe(expected)
  })
})

describe('findNeighbour', () => {
  const positions = new Map([
    ['a', { x: 100, y: 0 }],
    ['b', { x: 0, y: 96 }],
    ['c', { x: 200, y: 96 }],
    ['d', { x: 100, y: 192 }],
  ])
  it.each([
    ['a', 'down', 'b'],
    ['d', 'up', 'b'],
    ['b', 'right', 'c'],
    ['c', 'left', 'b'],
    ['a', 'up', null],
  ] as const)('leads from %s %s to %s', (from, direction, expected) => {
    expect(findNeighbour(positions, diamond, { from, direction })).toBe(expected)
  })
})
