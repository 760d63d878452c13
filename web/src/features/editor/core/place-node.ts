/** Where a new card goes when nobody pointed: below the chosen card, or in the middle of the window; never on another card. */
import {
  cardHeight,
  cardWidth,
  gapAcross,
  gapDown,
  snap,
  snapStep,
} from '../../../graph-view/card-geometry.ts'
import type { Point } from '../../../graph-view/graph-model.ts'

const roundUp = (value: number) => Math.ceil(value / snapStep) * snapStep
const step: Point = { x: roundUp(cardWidth + gapAcross), y: roundUp(cardHeight + gapDown) }

export function placeBelow(card: Point, taken: Iterable<Point>): Point {
  return findFree({ x: card.x, y: card.y + step.y }, taken)
}

/** `middle` is where the card's middle should lie. */
export function placeAround(middle: Point, taken: Iterable<Point>): Point {
  return findFree({ x: middle.x - cardWidth / 2, y: middle.y - cardHeight / 2 }, taken)
}

/** The wished place when it is free, else the next free one to the right, left, then further. */
function findFree(wish: Point, taken: Iterable<Point>): Point {
  const cards = [...taken]
  const start = snap(wish)
  for (let ring = 0; ; ring += 1) {
    for (const side of ring === 0 ? [0] : [ring, -ring]) {
      const at = { x: start.x + side * step.x, y: start.y }
      const isTaken = cards.some(
        (card) =>
          Math.abs(card.x - at.x) < cardWidth + gapAcross / 2 &&
          Math.abs(card.y - at.y) < cardHeight + gapAcross / 2,
      )
      if (!isTaken) return at
    }
  }
}
