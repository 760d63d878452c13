import type { ReactElement } from 'react'
import type { AnyStatus } from './status-style.ts'

const knock = 'var(--st-knock, var(--surface))'
const line = { stroke: 'currentColor', strokeLinecap: 'round', strokeLinejoin: 'round' } as const

/** The shapes of the ten statuses on a 16 grid, in `currentColor`; usable inside any SVG. Each tells itself without colour. */
export const statusGlyph: Record<AnyStatus, ReactElement> = {
  pending: <circle cx="8" cy="8" r="5.6" {...line} strokeDasharray="0.1 2.93" strokeWidth="1.8" />,
  queued: (
    <>
      <circle cx="8" cy="8" r="5.8" {...line} strokeWidth="1.5" />
      <path d="M5.3 8h.01M8 8h.01M10.7 8h.01" {...line} strokeWidth="1.9" />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" opacity="0.25" r="5.5" stroke="currentColor" strokeWidth="2" />
      <path d="M8 2.5A5.5 5.5 0 1 1 2.5 8" {...line} strokeWidth="2" />
    </>
  ),
  waiting: (
    <>
      <path
        d="M4.3 2.2h7.4M4.3 13.8h7.4M5.2 2.4v1.9L8 8l2.8-3.7V2.4M5.2 13.6v-1.9L8 8l2.8 3.7v1.9"
        {...line}
        strokeWidth="1.5"
      />
      <path d="M6.3 12.9h3.4L8 10.7z" fill="currentColor" />
    </>
  ),
  retrying: (
    <>
      <path d="M13.1 8.4A5.1 5.1 0 1 1 11.8 4.6L13.2 6" {...line} strokeWidth="1.75" />
      <path d="M13.3 2.7V6H10" {...line} strokeWidth="1.75" />
    </>
  ),
  completed: (
    <>
      <circle cx="8" cy="8" fill="currentColor" r="6.5" />
      <path d="M5.1 8.2 7.1 10.2 10.9 6" {...line} stroke={knock} strokeWidth="1.6" />
    </>
  ),
  failed: (
    <>
      <path d="M5.4 1.6h5.2l3.8 3.8v5.2l-3.8 3.8H5.4l-3.8-3.8V5.4z" fill="currentColor" />
      <path d="M6 6l4 4M10 6l-4 4" {...line} stroke={knock} strokeWidth="1.6" />
    </>
  ),
  skipped: <path d="M3.6 4.4 7.2 8l-3.6 3.6M8.6 4.4 12.2 8l-3.6 3.6" {...line} strokeWidth="1.6" />,
  cancelled: (
    <>
      <circle cx="8" cy="8" r="5.8" {...line} strokeWidth="1.5" />
      <path d="M4 12 12 4" {...line} strokeWidth="1.5" />
    </>
  ),
  paused: <path d="M5 3.6v8.8M11 3.6v8.8" {...line} strokeLinecap="butt" strokeWidth="3.2" />,
}
