import { type ReactNode, useSyncExternalStore } from 'react'
import { cx } from './class-names.ts'
import { ResizeHandle } from './resize-handle.tsx'
import { useStoredSize } from './use-stored-size.ts'

interface DockProps {
  /** Under this name the browser remembers the height. */
  name: string
  label: string
  initial?: number
  min?: number
  /** The largest part of the window's height. */
  maxShare?: number
  className?: string
  children: ReactNode
}

function onWindowResize(listener: () => void): () => void {
  window.addEventListener('resize', listener)
  return () => window.removeEventListener('resize', listener)
}

/** The panel below the canvas. */
export function Dock({
  name,
  label,
  initial = 256,
  min = 160,
  maxShare = 0.6,
  className,
  children,
}: DockProps) {
  const [stored, setSize] = useStoredSize(name, initial)
  const max = Math.max(min, useSyncExternalStore(onWindowResize, () => window.innerHeight) * maxShare)
  const size = Math.min(max, Math.max(min, stored))
  return (
    <section
      aria-label={label}
      className={cx('relative flex shrink-0 flex-col border-t border-line bg-surface', className)}
      data-region
      style={{ height: size }}
    >
      <ResizeHandle
        edge="top"
        label={`Height of ${label}`}
        max={max}
        min={min}
        onResize={setSize}
        size={size}
      />
      {children}
    </section>
  )
}
