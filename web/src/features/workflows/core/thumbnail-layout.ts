export interface ThumbnailGraph {
  /** Places from 0 to 1. */
  nodes: readonly { x: number; y: number }[]
  edges: readonly (readonly [number, number])[]
}

export interface ThumbnailDrawing {
  boxes: { x: number; y: number; width: number; height: number }[]
  threads: string[]
}

const frame = { width: 96, height: 48, padX: 8, padY: 6 }
const widest = 13
const tallest = 4

function distinct(values: readonly number[]): number {
  return new Set(values.map((value) => value.toFixed(3))).size
}

function spread(value: number): string {
  return (Math.round(value * 10) / 10).toString()
}

/** The graph in 96 by 48: boxes shrink until neighbours no longer touch; what lies on one spot is one box. */
export function drawThumbnail({ nodes, edges }: ThumbnailGraph): ThumbnailDrawing {
  const columns = Math.max(1, distinct(nodes.map((node) => node.x)))
  const rows = Math.max(1, distinct(nodes.map((node) => node.y)))
  const room = { width: frame.width - 2 * frame.padX, height: frame.height - 2 * frame.padY }
  const width = Math.max(1.5, Math.min(widest, (room.width / columns) * 0.75))
  const height = Math.max(1, Math.min(tallest, (room.height / rows) * 0.6))
  const centres = nodes.map((node) => ({
    x: columns === 1 ? frame.width / 2 : frame.padX + width / 2 + node.x * (room.width - width),
    y: rows === 1 ? frame.height / 2 : frame.padY + height / 2 + node.y * (room.height - height),
  }))
  const spots = new Map(centres.map((centre) => [`${centre.x},${centre.y}`, centre]))
  const boxes = [...spots.values()].map(({ x, y }) => ({
    x: x - width / 2,
    y: y - height / 2,
    width,
    height,
  }))
  const threads: string[] = []
  for (const [source, target] of edges) {
    const from = centres[source]
    const to = centres[target]
    if (from === undefined || to === undefined) continue
    const middle = spread((from.y + to.y) / 2)
    threads.push(
      `M${spread(from.x)} ${spread(from.y)}C${spread(from.x)} ${middle} ${spread(to.x)} ${middle} ${spread(to.x)} ${spread(to.y)}`,
    )
  }
  return { boxes, threads }
}
