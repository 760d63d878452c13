import { describe, expect, it } from 'vitest'
import { placeLabel, toThreadCurve } from './card-geometry.ts'

function thread(toX: number, text: string) {
  return { curve: toThreadCurve({ x: 0, y: 0 }, { x: toX, y: 40 }), text }
}

describe('labels on threads that leave side by side', () => {
  it('keeps the full width where nothing is beside it', () => {
    expect(placeLabel(thread(100, 'rate > 0.02'), []).maxWidth).toBe(200)
  })

  it('never lets two of them overlap', () => {
    const left = thread(-148, 'nodes.shell.output.n > 3')
    const right = thread(148, 'nodes.shell.output.n <= 3 and input.deep')
    const one = placeLabel(left, [right])
    const other = placeLabel(right, [left])
    expect(one.x + one.maxWidth / 2).toBeLessThan(other.x - other.maxWidth / 2)
    expect(one.maxWidth).toBeGreaterThan(150)
  })
})
