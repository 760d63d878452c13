/** Slots as a row of cells: a cell a slot where there are few, else each stands for its share. */

export type SlotCell = 'full' | 'part' | 'free'

const mostCells = 8

export function slotCells(used: number, capacity: number): SlotCell[] {
  const count = Math.max(1, Math.min(capacity, mostCells))
  const perCell = Math.max(1, capacity) / count
  return Array.from({ length: count }, (_, index) => {
    const filled = used - index * perCell
    // What is used is seen, however small a share of a cell it is.
    if (filled >= perCell) return 'full'
    return filled > 0 ? 'part' : 'free'
  })
}
