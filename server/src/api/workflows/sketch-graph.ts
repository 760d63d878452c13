/** The small picture of a graph on a card: the places people gave, or layers from left to right where there are none. */

interface SketchedNode {
  readonly id: string
  readonly x: unknown
  readonly y: unknown
}

export interface Sketch {
  nodes: { x: number; y: number }[]
  edges: [number, number][]
}

/** Places come out from 0 to 1 in both directions. Edges that leave the sketched nodes are left out. */
export function sketchGraph(
  nodes: readonly SketchedNode[],
  edges: readonly (readonly [source: string, target: string])[],
): Sketch {
  const indexOf = new Map(nodes.map((node, index) => [node.id, index]))
  const pairs = edges.flatMap(([source, target]): [number, number][] => {
    const from = indexOf.get(source)
    const to = indexOf.get(target)
    return from === undefined || to === undefined ? [] : [[from, to]]
  })
  const placed = nodes.flatMap(({ x, y }) =>
    typeof x === 'number' && typeof y === 'number' ? [{ x, y }] : [],
  )
  return {
    nodes: toUnitSquare(placed.length === nodes.length ? placed : layer(nodes.length, pairs)),
    edges: pairs,
  }
}

/** Longest path from a root as x, place within that layer as y. A cycle ends where it was entered. */
function layer(count: number, edges: readonly (readonly [number, number])[]): { x: number; y: number }[] {
  const depth = new Array<number>(count).fill(0)
  const open = new Array<number>(count).fill(0)
  const targets = Array.from({ length: count }, (): number[] => [])
  for (const [from, to] of edges) {
    targets[from]?.push(to)
    open[to] = (open[to] ?? 0) + 1
  }
  const ready = depth.flatMap((_, index) => (open[index] === 0 ? [index] : []))
  for (const from of ready) {
    for (const to of targets[from] ?? []) {
      depth[to] = Math.max(depth[to] ?? 0, (depth[from] ?? 0) + 1)
      open[to] = (open[to] ?? 0) - 1
      if (open[to] === 0) ready.push(to)
    }
  }
  const sizes = new Map<number, number>()
  const rows = depth.map((x) => {
    const row = sizes.get(x) ?? 0
    sizes.set(x, row + 1)
    return row
  })
  return depth.map((x, index) => ({ x, y: (rows[index] ?? 0) - ((sizes.get(x) ?? 1) - 1) / 2 }))
}

function toUnitSquare(places: readonly { x: number; y: number }[]): { x: number; y: number }[] {
  const minX = Math.min(...places.map(({ x }) => x))
  const minY = Math.min(...places.map(({ y }) => y))
  const width = Math.max(...places.map(({ x }) => x)) - minX
  const height = Math.max(...places.map(({ y }) => y)) - minY
  const scale = (value: number, size: number) => (size === 0 ? 0.5 : Math.round((value / size) * 1000) / 1000)
  return places.map(({ x, y }) => ({ x: scale(x - minX, width), y: scale(y - minY, height) }))
}
