import { describe, expect, it } from 'vitest'
import { placeAround, placeBelow } from './place-node.ts'

describe('placing a new card', () => {
  it('puts it straight below where that is free', () => {
    expect(placeBelow({ x: 100, y: 0 }, [{ x: 100, y: 0 }])).toEqual({ x: 104, y: 96 })
  })

  it('puts it beside what hangs there already', () => {
    const at = placeBelow({ x: 0, y: 0 }, [
      { x: 0, y: 0 },
      { x: 0, y: 96 },
    ])
    expect(at).toEqual({ x: 200, y: 96 })
  })

  it('takes the middle of an empty canvas', () => {
    expect(placeAround({ x: 92, y: 28 }, [])).toEqual({ x: 0, y: 0 })
  })

  it('never lies on another card, however crowded', () => {
    const cards = Array.from({ length: 2000 }, (_, n) => ({
      x: (n % 50) * 200 - 5000,
      y: Math.floor(n / 50) * 96 - 2000,
    }))
    const at = placeAround({ x: 0, y: 0 }, cards)
    const isOnOne = cards.some((card) => Math.abs(card.x - at.x) < 184 && Math.abs(card.y - at.y) < 56)
    expect(isOnOne).toBe(false)
  })
})
