import { type RefObject, useEffect } from 'react'
import { watchTheme } from './canvas-palette.ts'

/**
 * Paints at most once a frame after `subscribe` tells of a change, after a new theme and once at the start.
 * `paint` gets a context scaled to CSS pixels and cleared.
 */
export function usePaintedCanvas(
  ref: RefObject<HTMLCanvasElement | null>,
  subscribe: (listener: () => void) => () => void,
  paint: (context: CanvasRenderingContext2D, width: number, height: number) => void,
): void {
  useEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    let frame = 0
    let width = 0
    let height = 0
    const draw = () => {
      frame = 0
      const ratio = window.devicePixelRatio
      if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio)
      if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio)
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, width, height)
      paint(context, width, height)
    }
    const ask = () => {
      if (frame === 0) frame = requestAnimationFrame(draw)
    }
    const observer = new ResizeObserver(([entry]) => {
      width = entry?.contentRect.width ?? 0
      height = entry?.contentRect.height ?? 0
      ask()
    })
    observer.observe(canvas)
    const stops = [subscribe(ask), watchTheme(ask)]
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
      for (const stop of stops) stop()
    }
  }, [ref, subscribe, paint])
}
