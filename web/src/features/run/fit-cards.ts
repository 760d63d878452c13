/** Moving the window over the canvas: only as far as it has to, and no smaller than cards can be read where they may. */
import { cardHeight, cardWidth } from '../../graph-view/card-geometry.ts'
import type { GraphHandle } from '../../graph-view/graph-handle.ts'
import type { Point } from '../../graph-view/graph-model.ts'
import type { GraphStore } from '../../graph-view/graph-store.ts'

/** Fits everything, or at a size that can be read the part with the chosen card. */
export function fitCards(canvas: GraphHandle | null, graph: GraphStore): void {
  const [chosen] = graph.selection().nodes
  canvas?.fitReadable(chosen)
  // In a small window the panel of the chosen node lies over the canvas, and over the card that was fitted there.
  if (chosen !== undefined) requestAnimationFrame(() => showCard(canvas, graph, chosen))
}

/** Brings a card into view; one that is seen whole stays where it is. */
export function showCard(canvas: GraphHandle | null, graph: GraphStore, nodeId: string): void {
  const at = graph.position(nodeId)
  if (canvas !== null && at !== undefined && !isInView(canvas, at)) canvas.center(nodeId)
}

function isInView(canvas: GraphHandle, at: Point): boolean {
  const frame = canvasFrame()
  if (frame === undefined) return false
  const first = canvas.toCanvas({ x: frame.left, y: frame.top })
  const last = canvas.toCanvas({ x: Math.min(frame.right, panelStart()), y: frame.bottom })
  return at.x >= first.x && at.y >= first.y && at.x + cardWidth <= last.x && at.y + cardHeight <= last.y
}

function canvasFrame(): DOMRect | undefined {
  return document.querySelector('[data-run-canvas]')?.getBoundingClientRect()
}

/** Where the panel begins: at the canvas' own end, or on it where it lies over it. */
function panelStart(): number {
  const panel = document.querySelector('aside[data-side="right"]')?.getBoundingClientRect()
  return panel === undefined || panel.width === 0 ? Number.POSITIVE_INFINITY : panel.left
}
