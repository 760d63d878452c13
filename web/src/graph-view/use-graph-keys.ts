/** Keys of the canvas: Tab in run order, arrows to neighbours, Alt and arrows move, Enter opens, Delete deletes. */
import type { KeyboardEvent } from 'react'
import { announce } from '../ui/announce.tsx'
import { useGraph } from './graph-context.ts'
import type { GraphHandle } from './graph-handle.ts'
import type { Point } from './graph-model.ts'
import { type Direction, findNeighbour } from './graph-order.ts'
import type { GraphStore } from './graph-store.ts'

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}
const shifts: Record<Direction, Point> = {
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
}

export function useGraphKeys(handle: GraphHandle, onOpen: ((nodeId: string) => void) | undefined) {
  const { store, editing } = useGraph()
  return (event: KeyboardEvent) => {
    const card = event.target instanceof Element ? event.target.closest('.react-flow__node') : null
    if (card !== event.target || !card) return
    const id = card.getAttribute('data-id')
    if (!id || event.ctrlKey || event.metaKey) return
    const direction = arrows[event.key]
    if (direction && event.altKey && editing) {
      editing.onMove(shiftChosen(store, id, { direction, step: event.shiftKey ? 24 : 8 }))
    } else if (direction) {
      const next = findNeighbour(livePositions(store), store.edges().values(), { from: id, direction })
      if (next) handle.focus(next)
    } else if (event.key === 'Tab') {
      const next = besideInOrder(store, id, event.shiftKey ? -1 : 1)
      if (!next) return
      handle.focus(next)
    } else if (event.key === 'Enter' || event.key === ' ') {
      store.select({ nodes: new Set([id]), edge: null })
      const note = card.querySelector('.gv-note')
      // A note is written in where it lies, however it is opened.
      if (note) note.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
      else if (event.key === 'Enter') onOpen?.(id)
    } else if (event.key === 'Escape') {
      store.select({ nodes: new Set(), edge: null })
      announce('Nothing chosen')
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && editing) {
      editing.onDelete()
    } else {
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }
}

function besideInOrder(store: GraphStore, id: string, step: 1 | -1): string | undefined {
  const order = store.order()
  const at = order.indexOf(id)
  return at === -1 ? undefined : order[at + step]
}

function livePositions(store: GraphStore): ReadonlyMap<string, Point> {
  const places = new Map<string, Point>()
  for (const id of store.nodes().keys()) {
    const at = store.position(id)
    if (at) places.set(id, at)
  }
  return places
}

function shiftChosen(store: GraphStore, focused: string, by: { direction: Direction; step: number }) {
  const chosen = store.selection().nodes
  const ids = chosen.has(focused) ? [...chosen] : [focused]
  const { x, y } = shifts[by.direction]
  return ids.flatMap((id) => {
    const at = store.position(id)
    return at ? [[id, { x: at.x + x * by.step, y: at.y + y * by.step }] as const] : []
  })
}
