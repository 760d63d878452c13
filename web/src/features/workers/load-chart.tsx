import { formatClock } from '../../ui/format-time.ts'
import { axisEnd, shownMs } from './core/load-history.ts'

interface LoadChartProps {
  /** What it shows, with the newest value, for assistive technology. */
  label: string
  points: readonly { atMs: number; value: number }[]
  /** The axis reaches at least to here. */
  least: number
  /** The right end. */
  now: number
}

const height = 88

/** One line over at most a quarter of an hour, drawn anew with every answer: small enough to need no library. */
export function LoadChart({ label, points, least, now }: LoadChartProps) {
  const end = axisEnd(
    points.map(({ value }) => value),
    least,
  )
  const length = shownMs(points, now)
  const x = (atMs: number) => Math.max(0, 100 - ((now - atMs) / length) * 100)
  const y = (value: number) => height - (value / end) * height
  const line = points.map(({ atMs, value }) => `${x(atMs).toFixed(3)},${y(value).toFixed(2)}`).join(' ')
  const [first, last] = [points[0], points.at(-1)]
  const area = first && last ? `${x(first.atMs)},${height} ${line} ${x(last.atMs)},${height}` : ''
  return (
    <div className="grid grid-cols-[28px_1fr] gap-x-2 text-11 text-text-3 tabular-nums">
      <div className="relative text-right" style={{ height }}>
        <span className="absolute -top-2 right-0">{end}</span>
        <span className="absolute top-[calc(50%-8px)] right-0">{end / 2}</span>
        <span className="absolute -bottom-2 right-0">0</span>
      </div>
      <svg
        aria-label={label}
        className="w-full overflow-visible"
        height={height}
        preserveAspectRatio="none"
        role="img"
        viewBox={`0 0 100 ${height}`}
      >
        {[0, 0.5, 1].map((share) => (
          <line
            key={share}
            stroke="var(--line)"
            vectorEffect="non-scaling-stroke"
            x1="0"
            x2="100"
            y1={height * share}
            y2={height * share}
          />
        ))}
        <polygon fill="var(--accent-soft)" points={area} />
        <polyline
          fill="none"
          points={line}
          stroke="var(--accent-line)"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <span />
      <div aria-hidden="true" className="mt-1.5 flex justify-between">
        <span>{formatClock(now - length)}</span>
        <span>{formatClock(now - length / 2)}</span>
        <span>{formatClock(now)}</span>
      </div>
    </div>
  )
}
