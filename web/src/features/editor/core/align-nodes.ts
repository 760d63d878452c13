/** Places for chosen nodes along a common line, or with equal gaps; positions are those of their top left corners. */
import type { Point } from '../../../graph-view/graph-model.ts'

export type Alignment =
  | 'left'
  | 'centre'
  | 'right'
  | 'top'
  | 'middle'
  | 'bottom'
  | 'spread-across'
  | 'spread-down'

type Places = ReadonlyMap<string, Point>

/** Cards are all of one size, so lining up an edge or the middle sets the same coordinate. */
export function alignNodes(places: Places, alignment: Alignment): Map<string, Point> {
  if (places.size < 2) return new Map(places)
  const xs = [...places.values()].map((at) => at.x)
  const ys = [...places.values()].map((at) => at.y)
  switch (alignment) {
    case 'left':
      return withX(places, Math.min(...xs))
    case 'centre':
      return withX(places, Math.round((Math.min(...xs) + Math.max(...xs)) / 2))
    case 'right':
      return withX(places, Math.max(...xs))
    case 'top':
      return withY(places, Math.min(...ys))
    case 'middle':
      return withY(places, Math.round((Math.min(...ys) + Math.max(...ys)) / 2))
    case 'bottom':
      return withY(places, Math.max(...ys))
    case 'spread-across':
      return spread(places, 'x')
    case 'spread-down':
      return spread(places, 'y')
  }
}

function withX(places: Places, x: number): Map<string, Point> {
  return new Map([...places].map(([id, at]) => [id, { x, y: at.y }]))
}

function withY(places: Places, y: number): Map<string, Point> {
  return new Map([...places].map(([id, at]) => [id, { x: at.x, y }]))
}

function spread(places: Places, axis: 'x' | 'y'): Map<string, Point> {
  const ordered = [...places].toSorted(([, a], [, b]) => a[axis] - b[axis])
  const first = ordered[0]?.[1][axis] ?? 0
  const last = ordered.at(-1)?.[1][axis] ?? 0
  const step = (last - first) / (ordered.length - 1)
  return new Map(ordered.map(([id, at], index) => [id, { ...at, [axis]: Math.round(first + step * index) }]))
}
