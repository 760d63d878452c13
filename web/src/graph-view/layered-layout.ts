/**
 * A small layered layout, top to bottom: longest-path layers, a few barycentre sweeps against crossings, and
 * cards centred under their neighbours. Linear but for the sorting, so it serves huge graphs and thumbnails.
 */
import { cardHeight, cardWidth, gapAcross, gapDown } from './card-geometry.ts'
import type { Point } from './graph-model.ts'
import { type OrderEdge, toRunOrder } from './graph-order.ts'

const sweeps = 4
const columnStep = cardWidth + gapAcross
const rowStep = cardHeight + gapDown

/** A position for each id; the top left card row starts at y 0. Nodes on a cycle are placed below the rest. */
export function toLayeredLayout(ids: readonly string[], edges: readonly OrderEdge[]): Map<string, Point> {
  const order = toRunOrder(ids, edges)
  const rank = new Map(order.map((id, index) => [id, index]))
  const parents = new Map<string, string[]>(order.map((id) => [id, []]))
  const children = new Map<string, string[]>(order.map((id) => [id, []]))
  for (const { source, target } of edges) {
    // An edge against the order belongs to a cycle: it is drawn but does not lay out.
    if ((rank.get(source) ?? Number.POSITIVE_INFINITY) >= (rank.get(target) ?? -1)) continue
    parents.get(target)?.push(source)
    children.get(source)?.push(target)
  }
  const layers = toLayers(order, parents)
  orderLayers(layers, parents, children)
  return placeLayers(layers, parents)
}

function toLayers(order: readonly string[], parents: ReadonlyMap<string, readonly string[]>): string[][] {
  const depth = new Map<string, number>()
  const layers: string[][] = []
  for (const id of order) {
    let at = 0
    for (const parent of parents.get(id) ?? []) at = Math.max(at, (depth.get(parent) ?? 0) + 1)
    depth.set(id, at)
    const layer = layers[at]
    if (layer) layer.push(id)
    else layers[at] = [id]
  }
  return layers
}

function orderLayers(
  layers: string[][],
  parents: ReadonlyMap<string, readonly string[]>,
  children: ReadonlyMap<string, readonly string[]>,
): void {
  const slot = new Map<string, number>()
  for (const layer of layers) setSlots(layer, slot)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const down = sweep % 2 === 0
    const neighbours = down ? parents : children
    for (const layer of down ? layers : layers.toReversed()) {
      const weight = new Map(
        layer.map((id) => [id, meanSlot(neighbours.get(id) ?? [], slot) ?? slot.get(id) ?? 0]),
      )
      layer.sort((a, b) => (weight.get(a) ?? 0) - (weight.get(b) ?? 0))
      setSlots(layer, slot)
    }
  }
}

/** Slots are centred, so that layers of different widths compare. */
function setSlots(layer: readonly string[], slot: Map<string, number>): void {
  layer.forEach((id, index) => {
    slot.set(id, index - (layer.length - 1) / 2)
  })
}

function meanSlot(ids: readonly string[], slot: ReadonlyMap<string, number>): number | null {
  if (ids.length === 0) return null
  return ids.reduce((sum, id) => sum + (slot.get(id) ?? 0), 0) / ids.length
}

function placeLayers(
  layers: readonly (readonly string[])[],
  parents: ReadonlyMap<string, readonly string[]>,
) {
  const x = new Map<string, number>()
  for (const layer of layers) {
    const wished = layer.map(
      (id, index) => meanSlot(parents.get(id) ?? [], x) ?? (index - (layer.length - 1) / 2) * columnStep,
    )
    spread(wished).forEach((at, index) => {
      x.set(layer[index] ?? '', at)
    })
  }
  const left = layers.reduce((least, layer) => Math.min(least, x.get(layer[0] ?? '') ?? 0), 0)
  const placed = new Map<string, Point>()
  layers.forEach((layer, row) => {
    for (const id of layer) placed.set(id, { x: Math.round((x.get(id) ?? 0) - left), y: row * rowStep })
  })
  return placed
}

/** The places nearest to the wished ones, in the same order, at least a column apart: equal runs move as one block. */
function spread(wished: readonly number[]): number[] {
  const blocks: { sum: number; count: number }[] = []
  wished.forEach((wish, index) => {
    blocks.push({ sum: wish - index * columnStep, count: 1 })
    for (
      let last = blocks.at(-1), before = blocks.at(-2);
      last && before;
      last = blocks.at(-1), before = blocks.at(-2)
    ) {
      if (before.sum / before.count <= last.sum / last.count) break
      blocks.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count })
    }
  })
  return blocks
    .flatMap((block) => Array.from({ length: block.count }, () => block.sum / block.count))
    .map((offset, index) => offset + index * columnStep)
}
