import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { cx } from './class-names.ts'

interface ResizeHandleProps {
  label: string
  /** The edge of the sized element on which the handle lies. */
  edge: 'top' | 'left' | 'right'
  size: number
  min: number
  max: number
  onResize: (size: number) => void
}

const step = 16

/** Dragged with the pointer or moved with arrows; Home and End go to the least and the most. */
export function ResizeHandle({ label, edge, size, min, max, onResize }: ResizeHandleProps) {
  const start = useRef<{ at: number; size: number } | null>(null)
  const vertical = edge === 'top'
  // Pulling the top or left edge towards smaller coordinates makes the element larger.
  const sign = edge === 'right' ? 1 : -1
  const set = (next: number) => onResize(Math.max(min, Math.min(max, next)))
  const at = (event: PointerEvent) => (vertical ? event.clientY : event.clientX)
  const onKeyDown = (event: KeyboardEvent) => {
    const grow = vertical ? 'ArrowUp' : edge === 'left' ? 'ArrowLeft' : 'ArrowRight'
    const shrink = vertical ? 'ArrowDown' : edge === 'left' ? 'ArrowRight' : 'ArrowLeft'
    const sizes: Record<string, number> = { [grow]: size + step, [shrink]: size - step, Home: min, End: max }
    const next = sizes[event.key]
    if (next === undefined) return
    event.preventDefault()
    set(next)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot take focus and pointer capture in every browser
    <div
      aria-label={label}
      aria-orientation={vertical ? 'horizontal' : 'vertical'}
      aria-valuemax={Math.round(max)}
      aria-valuemin={Math.round(min)}
      aria-valuenow={Math.round(size)}
      className={cx(
        'absolute z-20 touch-none hover:bg-accent-line/40 active:bg-accent-line/60',
        vertical ? '-top-1 right-0 left-0 h-2 cursor-row-resize' : 'top-0 bottom-0 w-2 cursor-col-resize',
        edge === 'left' && '-left-1',
        edge === 'right' && '-right-1',
      )}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { at: at(event), size }
      }}
      onPointerMove={(event) => {
        if (start.current !== null) set(start.current.size + sign * (at(event) - start.current.at))
      }}
      // Also where the press ends unheard: taken over by a gesture, or by the menu of a right click.
      onLostPointerCapture={() => {
        start.current = null
      }}
      role="separator"
      tabIndex={0}
    />
  )
}
