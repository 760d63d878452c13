/**
 * Drawing a connection: press on an out eyelet, drag, let go over a card or on empty canvas. The whole card is the
 * target, which is why React Flow's own handles (small targets, several store subscriptions each) are not used.
 */
import { useReactFlow, useStoreApi } from '@xyflow/react'
import type { PointerEvent as ReactPointerEvent } from 'react'
import { announce } from '../ui/announce.tsx'
import { cardHeight, cardWidth } from './card-geometry.ts'
import { useGraph } from './graph-context.ts'
import type { Point } from './graph-model.ts'
import type { GraphStore } from './graph-store.ts'

const hitMargin = 8
/** Under this many pixels a press was a click, not a connection. */
const clickReach = 6
const panMargin = 36
const panStep = 12

export function useConnectionGesture(): (event: ReactPointerEvent) => void {
  const { store, editing } = useGraph()
  const flow = useReactFlow()
  const flowStore = useStoreApi()
  return (event) => {
    const eyelet = event.target instanceof Element ? event.target.closest('[data-out-port]') : null
    const source = eyelet?.closest('[data-id]')?.getAttribute('data-id')
    const port = eyelet?.getAttribute('data-out-port')
    if (!editing || !source || !port || event.button !== 0) return
    event.stopPropagation()
    event.preventDefault()
    const start: Point = { x: event.clientX, y: event.clientY }
    let screen = start
    let frame = 0

    const follow = () => {
      const at = flow.screenToFlowPosition(screen, { snapToGrid: false })
      const target = findCardAt(store, at, source)
      const refusal = target ? editing.refuse({ source, port, target }) : null
      store.setConnection({ source, port, at, target, refusal })
    }
    const pan = () => {
      frame = requestAnimationFrame(pan)
      const bounds = flowStore.getState().domNode?.getBoundingClientRect()
      if (!bounds) return
      const x = edgePull(screen.x - bounds.left, bounds.width)
      const y = edgePull(screen.y - bounds.top, bounds.height)
      if (x === 0 && y === 0) return
      void flowStore.getState().panBy({ x, y })
      follow()
    }
    const stop = () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', drop)
      window.removeEventListener('pointercancel', stop)
      window.removeEventListener('keydown', cancel, true)
      store.setConnection(null)
    }
    const move = (moved: PointerEvent) => {
      screen = { x: moved.clientX, y: moved.clientY }
      follow()
    }
    const cancel = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return
      key.stopPropagation()
      stop()
    }
    const drop = () => {
      const connection = store.connection()
      stop()
      if (!connection || Math.hypot(screen.x - start.x, screen.y - start.y) < clickReach) return
      if (connection.refusal) announce(`Not connected: ${connection.refusal}`)
      else if (connection.target) editing.onConnect({ source, port, target: connection.target })
      else editing.onConnectToEmpty({ source, port, at: connection.at, screen })
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', drop)
    window.addEventListener('pointercancel', stop)
    window.addEventListener('keydown', cancel, true)
    frame = requestAnimationFrame(pan)
  }
}

/** How far the canvas moves this frame when the pointer is near an edge of it. */
function edgePull(at: number, length: number): number {
  if (at < panMargin) return panStep
  return at > length - panMargin ? -panStep : 0
}

function findCardAt(store: GraphStore, at: Point, except: string): string | null {
  for (const id of store.order()) {
    const card = id === except ? undefined : store.position(id)
    if (!card) continue
    const isAcross = at.x >= card.x - hitMargin && at.x <= card.x + cardWidth + hitMargin
    if (isAcross && at.y >= card.y - hitMargin && at.y <= card.y + cardHeight + hitMargin) return id
  }
  return null
}
