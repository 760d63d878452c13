/** Threads at the far zoom level: one canvas for all of them, where an SVG of thousands would be painted at each frame. */
import { useStoreApi } from '@xyflow/react'
import { useCallback, useRef } from 'react'
import { getCanvasPalette, threadColour } from './canvas-palette.ts'
import { useGraph } from './graph-context.ts'
import { curveOf, shownState } from './thread.tsx'
import { useGraphTopic } from './use-graph.ts'
import { usePaintedCanvas } from './use-painted-canvas.ts'

export function FarThreads() {
  const { store } = useGraph()
  useGraphTopic(store, 'level')
  return store.level() === 'far' ? <FarCanvas /> : null
}

function FarCanvas() {
  const { store } = useGraph()
  const flow = useStoreApi()
  const canvas = useRef<HTMLCanvasElement>(null)
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [
        store.subscribe('paint', listener),
        flow.subscribe((now, before) => {
          if (now.transform !== before.transform) listener()
        }),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [store, flow],
  )
  const paint = useCallback(
    (context: CanvasRenderingContext2D) => {
      const [x, y, zoom] = flow.getState().transform
      const colours = getCanvasPalette()
      const paths = new Map<string, Path2D>()
      for (const edge of store.edges().values()) {
        const curve = curveOf(store, edge)
        if (!curve) continue
        const colour = threadColour(colours, shownState(store, edge))
        const path = paths.get(colour) ?? new Path2D()
        paths.set(colour, path)
        const { from, to, handle } = curve
        path.moveTo(from.x, from.y)
        path.bezierCurveTo(from.x, from.y + handle, to.x, to.y - handle, to.x, to.y)
      }
      context.translate(x, y)
      context.scale(zoom, zoom)
      context.lineWidth = 1 / zoom
      for (const [colour, path] of paths) {
        context.strokeStyle = colour
        context.globalAlpha = colour === colours.thread ? 0.6 : 1
        context.stroke(path)
      }
    },
    [store, flow],
  )
  usePaintedCanvas(canvas, subscribe, paint)
  return <canvas ref={canvas} className="gv-far-threads" />
}
