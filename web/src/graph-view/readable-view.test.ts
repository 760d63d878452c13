import { describe, expect, it } from 'vitest'
import { toReadableView } from './readable-view.ts'

const frame = { width: 840, height: 460 }

describe('the first view of a graph', () => {
  it('shows a small graph whole, in the middle and not enlarged', () => {
    expect(toReadableView({ left: 0, top: 0, right: 400, bottom: 200 }, frame, null)).toEqual({
      zoom: 1,
      x: 220,
      y: 120,
    })
  })

  it('shows the top of a graph that is too tall to be read whole', () => {
    const view = toReadableView({ left: 0, top: 100, right: 400, bottom: 1100 }, frame, null)
    expect(view).toEqual({ zoom: 0.8, x: 260, y: 20 - 80 })
  })

  it('moves on to the card that matters, and no further than the end', () => {
    const cards = { left: 0, top: 0, right: 400, bottom: 1000 }
    expect(toReadableView(cards, frame, { x: 0, y: 472 })?.y).toBe(20 - (500 * 0.8 - 200))
    expect(toReadableView(cards, frame, { x: 0, y: 944 })?.y).toBe(20 - 400)
  })

  it('leaves a very large graph to be seen as a whole', () => {
    expect(toReadableView({ left: 0, top: 0, right: 400, bottom: 9000 }, frame, null)).toBeNull()
  })
})
