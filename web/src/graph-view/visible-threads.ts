/** Which threads are worth drawing: all of a small graph, those near the window of a large one. */
import type { Box } from './card-geometry.ts'
import type { GraphStore } from './graph-store.ts'
import { curveOf } from './thread.tsx'

/** Below this many threads drawing them all costs less than choosing. */
export const cullFrom = 250

/**
 * The window in canvas pixels, grown to whole cells about as large as the window, as text: it changes only when
 * the window leaves its cells, so panning does not choose again at every frame.
 */
export function toCellKey(
  [x, y, zoom]: readonly [number, number, number],
  width: number,
  height: number,
): string {
  const cell = 2 ** Math.ceil(Math.log2(600 / zoom))
  const left = Math.floor(-x / zoom / cell)
  const top = Math.floor(-y / zoom / cell)
  const right = Math.ceil((-x + width) / zoom / cell)
  const bottom = Math.ceil((-y + height) / zoom / cell)
  return [left, top, right, bottom].map((edge) => edge * cell).join(' ')
}

export function toBox(cellKey: string): Box {
  const [left = 0, top = 0, right = 0, bottom = 0] = cellKey.split(' ').map(Number)
  return { left, top, right, bottom }
}

/** Ids of the threads whose span touches the box. */
export function listThreadsIn(store: GraphStore, box: Box): string[] {
  const ids: string[] = []
  for (const edge of store.edges().values()) {
    const curve = curveOf(store, edge)
    if (!curve) continue
    const { from, to, handle } = curve
    const reach = to.y < from.y ? handle : 0
    const isBeside = Math.max(from.x, to.x) < box.left || Math.min(from.x, to.x) > box.right
    const isApart = Math.max(from.y, to.y) + reach < box.top || Math.min(from.y, to.y) - reach > box.bottom
    if (!isBeside && !isApart) ids.push(edge.id)
  }
  return ids
}
