import { describe, expect, it } from 'vitest'
import { cardWidth, outPortOffset, placeLabel, toThreadCurve } from './card-geometry.ts'

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

describe('ports of a card', () => {
  const spread = (count: number) => {
    const ports = Array.from({ length: count }, (_, index) => `p${index}`)
    return [...ports, 'failure'].map((port) => outPortOffset(ports, port).x)
  }

  it.each([1, 2, 3, 4, 6])(
    'keeps %i named ports apart from each other and from the failure port',
    (count) => {
      const xs = spread(count)
      const gaps = xs.slice(1).map((x, index) => x - (xs[index] ?? 0))
      expect(Math.min(...gaps)).toBeGreaterThan(20)
    },
  )

  it('keeps any number of them on the card, in their order', () => {
    const xs = spread(50)
    expect(xs).toEqual(xs.toSorted((a, b) => a - b))
    expect(Math.min(...xs)).toBeGreaterThan(0)
    expect(Math.max(...xs)).toBeLessThan(cardWidth)
  })
})
