import { describe, expect, it } from 'vitest'
import { drawThumbnail } from './thumbnail-layout.ts'

describe('a graph as a thumbnail', () => {
  it('centres a single node', () => {
    expect(drawThumbnail({ nodes: [{ x: 0, y: 0 }], edges: [] }).boxes).toEqual([
      { x: 41.5, y: 22, width: 13, height: 4 },
    ])
  })

  it('keeps every box inside and apart from its neighbours', () => {
    const nodes = Array.from({ length: 40 }, (_, index) => ({ x: index / 39, y: (index % 2) as number }))
    const { boxes } = drawThumbnail({ nodes, edges: [] })
    for (const box of boxes) {
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(96)
    }
    expect(boxes[0]?.width).toBeLessThan(2)
  })

  it('draws nodes on one spot once', () => {
    const spot = { x: 0, y: 0 }
    expect(drawThumbnail({ nodes: [spot, spot, spot], edges: [[0, 2]] }).boxes).toHaveLength(1)
  })

  it('leaves out an edge whose end is not there', () => {
    expect(
      drawThumbnail({
        nodes: [
          { x: 0, y: 0 },
          { x: 0, y: 1 },
        ],
        edges: [
          [0, 1],
          [0, 7],
        ],
      }).threads,
    ).toHaveLength(1)
  })
})
