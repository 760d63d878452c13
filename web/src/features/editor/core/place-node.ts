/** Where a new card goes when nobody pointed: below the chosen card, or near the middle of the window; never on another card. */
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
const across = roundUp(cardWidth + gapAcross)
const down = roundUp(cardHeight + gapDown)
/** Places looked at in each direction; beyond it a card goes below everything. */
const reach = 12

/** Under the card; beside what hangs there already, for a thread to a card further down would run behind the first. */
export function placeBelow(card: Point, taken: Iterable<Point>): Point {
  return findFree({ x: card.x, y: card.y + down }, [...taken], { firstRow: 0, rowWeight: 5 })
}

/** `middle` is where the card's middle should lie. */
export function placeAround(middle: Point, taken: Iterable<Point>): Point {
  return findFree({ x: middle.x - cardWidth / 2, y: middle.y - cardHeight / 2 }, [...taken], {
    firstRow: -reach,
    rowWeight: 1,
  })
}

interface Search {
  readonly firstRow: number
  /** How much further a row counts than its height. */
  readonly rowWeight: number
}

/** The free place nearest to the wish, on a grid of cards and their gaps through it. */
function findFree(wish: Point, taken: readonly Point[], { firstRow, rowWeight }: Search): Point {
  const start = snap(wish)
  let best: Point | null = null
  let bestDistance = Number.POSITIVE_INFINITY
  for (let row = firstRow; row <= reach; row += 1) {
    for (let column = -reach; column <= reach; column += 1) {
      // Above costs a little more, for threads hang down; left a trifle, so that ties go right.
      const distance =
        Math.hypot(column * across, row * down * rowWeight * (row < 0 ? 1.3 : 1)) + (column < 0 ? 1 : 0)
      if (distance >= bestDistance) continue
      const at = { x: start.x + column * across, y: start.y + row * down }
      if (taken.some((card) => touches(card, at))) continue
      best = at
      bestDistance = distance
    }
  }
  return best ?? { x: start.x, y: Math.max(...taken.map((card) => card.y)) + down }
}

function touches(card: Point, at: Point): boolean {
  return (
    Math.abs(card.x - at.x) < cardWidth + gapAcross / 2 &&
    Math.abs(card.y - at.y) < cardHeight + gapAcross / 2
  )
}
