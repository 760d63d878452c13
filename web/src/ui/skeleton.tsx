import { type ReactNode, useEffect, useState } from 'react'
import { cx } from './class-names.ts'

/** An answer that comes sooner shows no loading state at all. */
const delayMs = 200

/** Draws its children only when it has stood for 200 ms. */
export function Delayed({ children }: { children: ReactNode }) {
  const [due, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), delayMs)
    return () => clearTimeout(timer)
  }, [])
  return due ? children : null
}

const widths = ['w-2/5', 'w-1/3', 'w-1/2', 'w-2/5', 'w-1/4']

interface SkeletonProps {
  rows?: number
  /** Height of a row of what comes. */
  rowHeight?: number
  className?: string
}

/** The shape of a list to come: no shimmer. */
export function Skeleton({ rows = 5, rowHeight = 32, className }: SkeletonProps) {
  return (
    <Delayed>
      <div aria-busy="true" aria-label="Loading" className={cx('w-full', className)} role="status">
        {Array.from({ length: rows }, (_, index) => (
          <div
            className="flex items-center gap-3 border-b border-line px-5"
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
            key={index}
            style={{ height: rowHeight }}
          >
            <span className="size-3.5 rounded-sm bg-hover" />
            <span className={cx('h-2.5 rounded-sm bg-hover', widths[index % widths.length])} />
            <span className="ml-auto h-2.5 w-12 rounded-sm bg-hover" />
          </div>
        ))}
      </div>
    </Delayed>
  )
}
