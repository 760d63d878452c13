/** Where the window lies over the canvas at first: over everything where that can be read, else over a part of it. */
import { type Box, cardHeight, cardWidth } from './card-geometry.ts'
import type { Point, Size } from './graph-model.ts'

interface View extends Point {
  readonly zoom: number
}

/** Free around the cards; below there is room for the tools in the corners. */
const room = { side: 20, above: 20, below: 40 }
/** From this zoom on cards show all they have; a graph that would be smaller is shown in part, at `readableZoom`. */
export const nearFrom = 0.7
const readableZoom = 0.8
/** A graph larger than this many windows is looked at as a whole: a part would say too little. */
const partsUpTo = 4

/** `at` is the card to keep in the window; null where only all of the graph would do. */
export function toReadableView(cards: Box, frame: Size, at: Point | null): View | null {
  const width = cards.right - cards.left
  const height = cards.bottom - cards.top
  const across = frame.width - 2 * room.side
  const down = frame.height - room.above - room.below
  if (across <= 0 || down <= 0) return null
  const whole = Math.min(1, across / width, down / height)
  if (whole * partsUpTo < nearFrom) return null
  const zoom = whole >= nearFrom ? whole : readableZoom
  return {
    zoom,
    x:
      room.side +
      toShift(across, { from: cards.left, length: width, wish: at && at.x + cardWidth / 2, zoom }),
    y:
      room.above +
      toShift(down, { from: cards.top, length: height, wish: at && at.y + cardHeight / 2, zoom }),
  }
}

interface Span {
  readonly from: number
  readonly length: number
  readonly wish: number | null
  readonly zoom: number
}

/** In the middle where it fits; else from its start, or as far on as the wish is in the middle, never past its end. */
function toShift(free: number, { from, length, wish, zoom }: Span): number {
  const over = length * zoom - free
  if (over <= 0) return -from * zoom - over / 2
  const start = wish === null ? 0 : (wish - from) * zoom - free / 2
  return -from * zoom - Math.min(over, Math.max(0, start))
}
