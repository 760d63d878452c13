/** One part of a node's time. Shape says what it is, so that a grey print still reads. */
import type { CSSProperties } from 'react'
import type { Span } from '../core/track.ts'
import { type TimeScale, toShare } from './time-scale.ts'

interface SpanBarProps {
  readonly span: Span
  readonly scale: TimeScale
  readonly now: number
}

const leastPixels: Record<Span['kind'], number> = { queued: 0, run: 2, waiting: 3, backoff: 0 }
const crossFromPixels = 13
/** Two lines a tile: one gradient over the whole length comes out uneven. */
const hatching =
  'linear-gradient(135deg, var(--st-waiting) 10%, transparent 10% 50%, var(--st-waiting) 50% 60%, transparent 60%)'

export function SpanBar({ span, scale, now }: SpanBarProps) {
  const from = toShare(scale, span.from)
  const to = toShare(scale, span.to ?? Math.max(now, span.from))
  const pixels = (to - from) * scale.width
  const place: CSSProperties = {
    left: `${from * 100}%`,
    width: `max(${leastPixels[span.kind]}px, ${(to - from) * 100}%)`,
  }
  switch (span.kind) {
    case 'queued':
      return pixels < 3 ? null : (
        <span className="absolute top-2 h-1 rounded-[2px] border border-st-queued" style={place} />
      )
    case 'backoff':
      return (
        <span className="absolute top-[9px] h-0 border-t-2 border-dotted border-st-retrying" style={place} />
      )
    case 'waiting':
      return (
        <span
          className="absolute top-[5px] h-2.5 rounded-[2px] border border-st-waiting"
          style={{ ...place, backgroundImage: hatching, backgroundSize: '7px 7px' }}
        />
      )
    case 'run':
      return <RunBar isCrossed={pixels >= crossFromPixels} place={place} span={span} />
  }
}

interface RunBarProps {
  readonly span: Span
  readonly place: CSSProperties
  readonly isCrossed: boolean
}

const barColor: Record<Span['end'], string> = {
  open: 'bg-st-running',
  completed: 'bg-st-completed',
  failed: 'bg-st-failed',
  lost: 'bg-st-failed',
  cancelled: 'bg-st-cancelled',
}

/** An attempt; one that failed carries a cross where there is room for it. */
function RunBar({ span, place, isCrossed }: RunBarProps) {
  const hasFailed = span.end === 'failed' || span.end === 'lost'
  return (
    <span className={`absolute top-[5px] h-2.5 rounded-[2px] ${barColor[span.end]}`} style={place}>
      {hasFailed && isCrossed ? (
        <svg
          aria-hidden="true"
          className="absolute top-0.5 right-1 size-1.5 text-surface"
          fill="none"
          viewBox="0 0 6 6"
        >
          <path d="M0.8 0.8 5.2 5.2M5.2 0.8 0.8 5.2" stroke="currentColor" strokeWidth="1.4" />
        </svg>
      ) : null}
    </span>
  )
}
