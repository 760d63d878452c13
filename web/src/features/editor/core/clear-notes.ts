/** Where notes go that would lie under cards: left of all cards, at their height. */
import { boxAroundCards, cardHeight, cardWidth, gapAcross } from '../../../graph-view/card-geometry.ts'
import type { GraphNote, Point } from '../../../graph-view/graph-model.ts'

export function clearNotes(notes: readonly GraphNote[], cards: readonly Point[]): Map<string, Point> {
  const box = boxAroundCards(cards)
  const moves = new Map<string, Point>()
  if (!box) return moves
  for (const { id, position, size } of notes) {
    const isCovered = cards.some(
      (card) =>
        card.x < position.x + size.width &&
        card.x + cardWidth > position.x &&
        card.y < position.y + size.height &&
        card.y + cardHeight > position.y,
    )
    if (isCovered) moves.set(id, { x: box.left - size.width - gapAcross * 2, y: position.y })
  }
  return moves
}
