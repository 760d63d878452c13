import { describe, expect, it } from 'vitest'
import { boxAroundCards } from '../../../graph-view/card-geometry.ts'
import { foldLayers } from './fold-layers.ts'

function layer(name: string, count: number, y: number) {
  return Array.from({ length: count }, (_, at) => [`${name}${at}`, { x: at * 200, y }] as const)
}

describe('folding layers', () => {
  it('leaves a graph of usual shape as it is', () => {
    const placed = new Map([...layer('a', 1, 0), ...layer('b', 6, 96), ...layer('c', 1, 192)])
    expect(foldLayers(placed)).toBe(placed)
  })

  it('brings a ribbon near the shape of a window, with no card on another and layers in order', () => {
    const placed = new Map([...layer('a', 1, 0), ...layer('b', 1000, 96), ...layer('c', 800, 192)])
    const folded = foldLayers(placed)
    const box = boxAroundCards(folded.values())
    const shape = box === null ? 0 : (box.right - box.left) / (box.bottom - box.top)
    expect(shape).toBeGreaterThan(1)
    expect(shape).toBeLessThan(4)
    expect(new Set([...folded.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(1801)
    const lowestB = Math.max(...layer('b', 1000, 0).map(([id]) => folded.get(id)?.y ?? 0))
    expect(folded.get('c0')?.y).toBeGreaterThan(lowestB)
  })

  it('knows nothing to fold in an empty graph', () => {
    expect(foldLayers(new Map()).size).toBe(0)
  })
})
