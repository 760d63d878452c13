/**
 * Layers of thousands of cards side by side make a ribbon that no window shows. Such a layer is folded into
 * several lines, so that the whole graph comes near the shape of a window. Narrow graphs stay as they are.
 */
import { cardHeight, cardWidth, gapAcross, gapDown } from '../../../graph-view/card-geometry.ts'
import type { Point } from '../../../graph-view/graph-model.ts'

/** A graph this much wider than high is folded. */
const ribbonFrom = 8
const wishedShape = 2
const lineStep = cardHeight + gapAcross
const columnStep = cardWidth + gapAcross

export function foldLayers(placed: ReadonlyMap<string, Point>): ReadonlyMap<string, Point> {
  const layers = toLayers(placed)
  const widest = Math.max(0, ...layers.map((layer) => layer.length))
  const height = layers.length * (cardHeight + gapDown)
  if (widest * columnStep < height * ribbonFrom) return placed
  const columns = toColumns(layers, widest)
  const folded = new Map<string, Point>()
  let top = 0
  for (const layer of layers) {
    const lines = Math.ceil(layer.length / columns)
    const perLine = Math.ceil(layer.length / lines)
    layer.forEach((id, at) => {
      const line = Math.floor(at / perLine)
      const inLine = Math.min(perLine, layer.length - line * perLine)
      const left = ((columns - inLine) * columnStep) / 2
      folded.set(id, { x: left + (at % perLine) * columnStep, y: top + line * lineStep })
    })
    top += (lines - 1) * lineStep + cardHeight + gapDown
  }
  return folded
}

/** Node ids line by line, each from left to right. */
function toLayers(placed: ReadonlyMap<string, Point>): string[][] {
  const byTop = new Map<number, [string, Point][]>()
  for (const entry of placed) {
    const layer = byTop.get(entry[1].y)
    if (layer) layer.push(entry)
    else byTop.set(entry[1].y, [entry])
  }
  return [...byTop]
    .toSorted(([a], [b]) => a - b)
    .map(([, layer]) => layer.toSorted(([, a], [, b]) => a.x - b.x).map(([id]) => id))
}

/** The number of columns at which the graph comes nearest to the wished shape: more columns, fewer lines. */
function toColumns(layers: readonly (readonly string[])[], widest: number): number {
  let low = 1
  let high = widest
  while (low < high) {
    const columns = Math.floor((low + high) / 2)
    const lines = layers.reduce((sum, layer) => sum + Math.ceil(layer.length / columns), 0)
    if (columns * columnStep >= lines * lineStep * wishedShape) high = columns
    else low = columns + 1
  }
  return low
}
