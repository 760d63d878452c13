import { memo } from 'react'
import { plural } from '../../ui/format-count.ts'
import { executionStatusStyle } from '../../ui/status-style.ts'
import { barSlots, type RecentRun, toRunBars } from './core/run-bars.ts'

const slotWidth = 7
const barWidth = 5
const height = 16

function colorOf(status: RecentRun['status']): string {
  return status === 'completed' || status === 'pending'
    ? 'var(--thread-faint)'
    : executionStatusStyle[status].color
}

/** The last 24 runs: height is duration, a failed one is red and underlined. */
export const RecentRunBars = memo(function RecentRunBars({ runs }: { runs: readonly RecentRun[] }) {
  if (runs.length === 0) return null
  const bars = toRunBars(runs)
  const failed = bars.filter((bar) => bar.status === 'failed').length
  return (
    <svg
      aria-label={`${plural(bars.length, 'run')}, ${failed} failed`}
      className="block"
      height={height + 4}
      role="img"
      width={barSlots * slotWidth}
    >
      {bars.map((bar) => {
        const tall = Math.max(2, Math.round(bar.share * height))
        return (
          <g fill={colorOf(bar.status)} key={bar.executionId}>
            <rect height={tall} rx="1" width={barWidth} x={bar.slot * slotWidth} y={height - tall} />
            {bar.status === 'failed' ? (
              <rect height="1.5" width={barWidth} x={bar.slot * slotWidth} y={height + 2} />
            ) : null}
          </g>
        )
      })}
    </svg>
  )
})
