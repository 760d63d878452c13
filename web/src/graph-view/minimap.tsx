/** The whole graph small, with the window in it; drag in it to move the window. Drawn, so thousands of cards cost nothing. */
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { type PointerEvent, useCallback, useRef } from 'react'
import { getCanvasPalette } from './canvas-palette.ts'
import { type Box, boxAroundCards, cardHeight, cardWidth } from './card-geometry.ts'
import { useGraph } from './graph-context.ts'
import type { Point } from './graph-model.ts'
import type { GraphStore } from './graph-store.ts'
import { curveOf } from './thread.tsx'
import { useGraphTopic } from './use-graph.ts'
import { usePaintedCanvas } from './use-painted-canvas.ts'

const mapSize = { width: 152, height: 96 }
const margin = 8
/** Above this many threads they would only darken the map. */
const threadsUpTo = 600

interface Scale {
  readonly k: number
  readonly left: number
  readonly top: number
}

export function Minimap() {
  const { store } = useGraph()
  const flow = useStoreApi()
  const { setCenter, getZoom } = useReactFlow()
  useGraphTopic(store, 'structure')
  const canvas = useRef<HTMLCanvasElement>(null)
  const scale = useRef<Scale>({ k: 1, left: 0, top: 0 })

  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [
        store.subscribe('paint', listener),
        flow.subscribe((now, before) => {
          const isResized = now.width !== before.width || now.height !== before.height
          if (isResized || now.transform !== before.transform) listener()
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [store, flow],
  )
  const paint = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const { transform, width: viewWidth, height: viewHeight } = flow.getState()
      const [x, y, zoom] = transform
      const view = {
        left: -x / zoom,
        top: -y / zoom,
        right: (-x + viewWidth) / zoom,
        bottom: (-y + viewHeight) / zoom,
      }
      scale.current = toScale(joinBoxes(view, boxAroundCards(positionsOf(store))), width, height)
      paintMap(context, store, scale.current)
      paintWindow(context, view, scale.current)
    },
    [store, flow],
  )
  usePaintedCanvas(canvas, subscribe, paint)

  function moveWindow(event: PointerEvent<HTMLCanvasElement>) {
    if (event.buttons !== 1) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const bounds = event.currentTarget.getBoundingClientRect()
    const { k, left, top } = scale.current
    void setCenter((event.clientX - bounds.left - left) / k, (event.clientY - bounds.top - top) / k, {
      zoom: getZoom(),
    })
  }

  return (
    <canvas
      ref={canvas}
      className="gv-minimap"
      style={mapSize}
      hidden={store.nodes().size === 0}
      role="img"
      aria-label="Map of the whole graph"
      onPointerDown={moveWindow}
      onPointerMove={moveWindow}
    />
  )
}

function* positionsOf(store: GraphStore): Generator<Point> {
  for (const id of store.nodes().keys()) {
    const at = store.position(id)
    if (at) yield at
  }
}

function joinBoxes(view: Box, cards: Box | null): Box {
  if (!cards) return view
  return {
    left: Math.min(view.left, cards.left),
    top: Math.min(view.top, cards.top),
    right: Math.max(view.right, cards.right),
    bottom: Math.max(view.bottom, cards.bottom),
  }
}

function toScale(box: Box, width: number, height: number): Scale {
  const boxWidth = box.right - box.left
  const boxHeight = box.bottom - box.top
  const k = Math.min((width - margin * 2) / boxWidth, (height - margin * 2) / boxHeight)
  return {
    k,
    left: (width - boxWidth * k) / 2 - box.left * k,
    top: (height - boxHeight * k) / 2 - box.top * k,
  }
}

function paintMap(context: CanvasRenderingContext2D, store: GraphStore, { k, left, top }: Scale): void {
  const colours = getCanvasPalette()
  const chosen = store.selection().nodes
  context.save()
  context.translate(left, top)
  context.scale(k, k)
  if (store.edges().size <= threadsUpTo) {
    context.strokeStyle = colours.threadFaint
    context.lineWidth = 1 / k
    context.beginPath()
    for (const edge of store.edges().values()) {
      const curve = curveOf(store, edge)
      if (!curve) continue
      const { from, to, handle } = curve
      context.moveTo(from.x, from.y)
      context.bezierCurveTo(from.x, from.y + handle, to.x, to.y - handle, to.x, to.y)
    }
    context.stroke()
  }
  for (const [id, node] of store.nodes()) {
    const at = store.position(id)
    if (!at) continue
    const isHollow = node.status === 'pending' || node.status === 'skipped' || node.status === 'cancelled'
    const colour = node.status ? colours.status[node.status] : colours.control
    context.fillStyle = chosen.has(id) ? colours.accent : isHollow ? colours.surface : colour
    context.fillRect(at.x, at.y, cardWidth, cardHeight)
    if (!isHollow || chosen.has(id)) continue
    context.strokeStyle = colours.control
    context.lineWidth = 1 / k
    context.strokeRect(at.x, at.y, cardWidth, cardHeight)
  }
  context.restore()
}

function paintWindow(context: CanvasRenderingContext2D, view: Box, { k, left, top }: Scale): void {
  context.strokeStyle = getCanvasPalette().accentLine
  context.lineWidth = 1
  context.strokeRect(
    Math.round(view.left * k + left) + 0.5,
    Math.round(view.top * k + top) + 0.5,
    Math.round((view.right - view.left) * k) - 1,
    Math.round((view.bottom - view.top) * k) - 1,
  )
}
