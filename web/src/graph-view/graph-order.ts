/** Questions about order and neighbourhood that the canvas asks; pure, linear in nodes and edges. */
import type { Point } from './graph-model.ts'

export interface OrderEdge {
  readonly source: string
  readonly target: string
}

export type Direction = 'up' | 'down' | 'left' | 'right'

/** Outgoing targets by node; edges that name an unknown node are left out. */
function toSuccessors(ids: readonly string[], edges: readonly OrderEdge[]): Map<string, string[]> {
  const successors = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const { source, target } of edges) {
    if (successors.has(target)) successors.get(source)?.push(target)
  }
  return successors
}

/** Node ids in run order: sources first, ties in the given order. Nodes on a cycle come last, as given. */
export function toRunOrder(ids: readonly string[], edges: readonly OrderEdge[]): string[] {
  const successors = toSuccessors(ids, edges)
  const waitingFor = new Map<string, number>(ids.map((id) => [id, 0]))
  for (const targets of successors.values()) {
    for (const target of targets) waitingFor.set(target, (waitingFor.get(target) ?? 0) + 1)
  }
  const order = ids.filter((id) => waitingFor.get(id) === 0)
  for (let at = 0; at < order.length; at += 1) {
    for (const target of successors.get(order[at] ?? '') ?? []) {
      const left = (waitingFor.get(target) ?? 0) - 1
      waitingFor.set(target, left)
      if (left === 0) order.push(target)
    }
  }
  if (order.length === ids.length) return order
  const reached = new Set(order)
  return [...order, ...ids.filter((id) => !reached.has(id))]
}

/** True when an edge from `source` to `target` would close a cycle. */
export function wouldCycle(edges: Iterable<OrderEdge>, source: string, target: string): boolean {
  if (source === target) return true
  const successors = new Map<string, string[]>()
  for (const edge of edges) {
    const known = successors.get(edge.source)
    if (known) known.push(edge.target)
    else successors.set(edge.source, [edge.target])
  }
  const seen = new Set([target])
  const open = [target]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === source) return true
    for (const next of successors.get(id) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  return false
}

/**
 * The node that an arrow key leads to: along the edges for up and down, the nearest card beside it for left
 * and right. Null where there is none.
 */
export function findNeighbour(
  positions: ReadonlyMap<string, Point>,
  edges: Iterable<OrderEdge>,
  step: { readonly from: string; readonly direction: Direction },
): string | null {
  const here = positions.get(step.from)
  if (!here) return null
  const linked = new Set<string>()
  if (step.direction === 'down' || step.direction === 'up') {
    for (const edge of edges) {
      if (step.direction === 'down' && edge.source === step.from) linked.add(edge.target)
      if (step.direction === 'up' && edge.target === step.from) linked.add(edge.source)
    }
    return nearest(positions, here, (id) => linked.has(id))
  }
  const sign = step.direction === 'right' ? 1 : -1
  return nearest(positions, here, (id, at) => {
    const across = (at.x - here.x) * sign
    return id !== step.from && across > 0 && Math.abs(at.y - here.y) <= Math.max(64, across * 0.6)
  })
}

function nearest(
  positions: ReadonlyMap<string, Point>,
  here: Point,
  accepts: (id: string, at: Point) => boolean,
): string | null {
  let best: string | null = null
  let bestDistance = Number.POSITIVE_INFINITY
  for (const [id, at] of positions) {
    if (!accepts(id, at)) continue
    const distance = Math.hypot(at.x - here.x, (at.y - here.y) * 1.5)
    if (distance < bestDistance) {
      best = id
      bestDistance = distance
    }
  }
  return best
}
