/** React Flow's node objects, made from the store. Only place, size and choice: what a card shows is not their business. */
import type { Node } from '@xyflow/react'
import { cardHeight, cardWidth } from './card-geometry.ts'
import type { Point, Size } from './graph-model.ts'
import type { GraphStore } from './graph-store.ts'
import { cardLabelId } from './node-card.tsx'

const notePrefix = 'note/'
const cardSize: Size = { width: cardWidth, height: cardHeight }
const nothing: Record<string, unknown> = {}

/** A slash is no letter of a node id, so notes and nodes never meet. */
function toFlowId(noteId: string): string {
  return notePrefix + noteId
}

/** The note that a flow id means, or null for a node's. */
export function toNoteId(flowId: string): string | null {
  return flowId.startsWith(notePrefix) ? flowId.slice(notePrefix.length) : null
}

/** The nodes that React Flow should have; those in `present` that are right already are returned as they are. */
export function toFlowNodes(store: GraphStore, present: readonly Node[]): Node[] {
  const known = new Map(present.map((node) => [node.id, node]))
  const chosen = store.selection().nodes
  const place = (id: string, type: string, part: { position: Point; size: Size }): Node => {
    const old = known.get(id)
    const selected = chosen.has(id)
    const isRight =
      old?.position.x === part.position.x &&
      old.position.y === part.position.y &&
      old.width === part.size.width &&
      old.height === part.size.height &&
      (old.selected ?? false) === selected &&
      !old.dragging
    if (old && isRight) return old
    return {
      id,
      type,
      position: { ...part.position },
      width: part.size.width,
      height: part.size.height,
      measured: { ...part.size },
      // Own eyelets draw connections; without this list React Flow would measure every card before culling.
      handles: [],
      data: nothing,
      selected,
      domAttributes: type === 'card' ? { 'aria-labelledby': cardLabelId(id) } : {},
      ...(type === 'note' ? { zIndex: -1, ariaLabel: 'Note' } : {}),
    }
  }
  const notes = store.notes().map((note) => place(toFlowId(note.id), 'note', note))
  const cards: Node[] = []
  for (const id of store.order()) {
    const position = store.position(id)
    if (position) cards.push(place(id, 'card', { position, size: cardSize }))
  }
  return [...notes, ...cards]
}
