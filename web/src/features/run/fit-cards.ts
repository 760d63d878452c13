/** Moving the window over the canvas: only as far as it has to, and no smaller than cards can be read where they may. */
import { boxAroundCards, cardHeight, cardWidth } from '../../graph-view/card-geometry.ts'
import type { GraphHandle } from '../../graph-view/graph-handle.ts'
import type { Point } from '../../graph-view/graph-model.ts'
import type { GraphStore } from '../../graph-view/graph-store.ts'

/** Room around the cards; fitting leaves the graph a little above the middle, so that its lower part clears the tools. */
const room = { across: 40, down: 60 }
/** From this zoom on cards show all they have. */
const nearFrom = 0.7

/** Fits everything; a graph that fits at a readable size takes the room of the tools in the corners as well. */
export function fitCards(canvas: GraphHandle | null, graph: GraphStore): void {
  const box = boxAroundCards([...graph.nodes().values()].map((node) => node.position))
  const frame = canvasFrame()
  canvas?.fit()
  if (box === null || frame === undefined) return
  const across = (frame.width - room.across) / (box.right - box.left)
  const down = (frame.height - room.down) / (box.bottom - box.top)
  const zoom = Math.min(1, across, down)
  if (zoom >= nearFrom) requestAnimationFrame(() => canvas?.zoomTo(zoom))
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
  const last = canvas.toCanvas({ x: frame.right, y: frame.bottom })
  return at.x >= first.x && at.y >= first.y && at.x + cardWidth <= last.x && at.y + cardHeight <= last.y
}

function canvasFrame(): DOMRect | undefined {
  return document.querySelector('[data-run-canvas]')?.getBoundingClientRect()
}
