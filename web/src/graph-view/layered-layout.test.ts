import { describe, expect, it } from 'vitest'
import { cardHeight, cardWidth, gapAcross, gapDown } from './card-geometry.ts'
import type { Point } from './graph-model.ts'
import { toLayeredLayout } from './layered-layout.ts'

function at(layout: ReadonlyMap<string, Point>, id: string): Point {
  const point = layout.get(id)
  if (!point) throw new Error(`${id} has no place`)
  return point
}

describe('toLayeredLayout', () => {
  it('puts each node below everything that leads to it', () => {
    const edges = [
      { source: 'a', target: 'b' },
      { source: 'b', target: 'c' },
      { source: 'a', target: 'c' },
    ]
    const layout = toLayeredLayout(['c', 'a', 'b'], edges)
    expect(at(layout, 'b').y - at(layout, 'a').y).toBe(cardHeight + gapDown)
    expect(at(layout, 'c').y - at(layout, 'b').y).toBe(cardHeight + gapDown)
  })

  it('centres a node between its two children', () => {
    const layout = toLayeredLayout(
      ['a', 'b', 'c'],
      [
        { source: 'a', target: 'b' },
        { source: 'a', target: 'c' },
      ],
    )
    expect(at(layout, 'a').x * 2).toBe(at(layout, 'b').x + at(layout, 'c').x)
  })

  it('never lets two cards of a layer touch', () => {
    const ids = Array.from({ length: 400 }, (_, index) => `n${index}`)
    const edges = ids.slice(1).map((target, index) => ({ source: `n${(index * 7) % (index + 1)}`, target }))
    const layout = toLayeredLayout(ids, edges)
    const rows = Map.groupBy(layout.values(), (point) => point.y)
    for (const row of rows.values()) {
      const across = row.map((point) => point.x).sort((a, b) => a - b)
      across.slice(1).forEach((x, index) => {
        expect(x - (across[index] ?? 0)).toBeGreaterThanOrEqual(cardWidth + gapAcross - 1)
      })
    }
  })

  it('gives a place to nodes on a cycle and to nodes without edges', () => {
    const edges = [
      { source: 'a', target: 'b' },
      { source: 'b', target: 'a' },
    ]
    expect(toLayeredLayout(['a', 'b', 'lone'], edges).size).toBe(3)
  })

  it('has nothing to place in an empty graph', () => {
    expect(toLayeredLayout([], []).size).toBe(0)
  })
})
