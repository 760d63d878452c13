import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import { ResizeHandle } from './resize-handle.tsx'
import { useStoredSize } from './use-stored-size.ts'

interface SidePanelProps {
  /** Under this name the browser remembers the width. */
  name: string
  label: string
  side?: 'left' | 'right'
  initial?: number
  min?: number
  max?: number
  className?: string
  children: ReactNode
}

/** The panel beside the canvas. Under 900 px it lies over it. */
export function SidePanel(props: SidePanelProps) {
  const { name, label, side = 'right', initial = 304, min = 280, max = 480, className, children } = props
  const [stored, setSize] = useStoredSize(name, initial)
  const size = Math.min(max, Math.max(min, stored))
  return (
    <aside
      aria-label={label}
      className={cx(
        'relative flex min-h-0 shrink-0 flex-col border-line bg-surface',
        side === 'right'
          ? 'border-l max-[899px]:absolute max-[899px]:inset-y-0 max-[899px]:right-0 max-[899px]:z-30 max-[899px]:shadow-pop'
          : 'border-r',
        className,
      )}
      data-region
      data-side={side}
      style={{ width: size }}
    >
      <ResizeHandle
        edge={side === 'right' ? 'left' : 'right'}
        label={`Width of ${label}`}
        max={max}
        min={min}
        onResize={setSize}
        size={size}
      />
      {children}
    </aside>
  )
}
