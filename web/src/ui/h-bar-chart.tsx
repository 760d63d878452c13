import { cx } from './class-names.ts'

export interface HBar {
  key: string
  label: string
  value: number
  /** Beside the figure, quieter. */
  note?: string
  tone?: 'neutral' | 'bad' | 'accent'
  onSelect?: () => void
}

interface HBarChartProps {
  label: string
  bars: readonly HBar[]
  format: (value: number) => string
  /** What a full bar means; the largest value otherwise. */
  max?: number
}

const colour = { neutral: 'bg-thread-faint', bad: 'bg-st-failed', accent: 'bg-accent-line' }

/** Lying bars with their names and figures: the figures are text, so it is its own table. */
export function HBarChart({ label, bars, format, max }: HBarChartProps) {
  const full = max ?? Math.max(0, ...bars.map((bar) => bar.value))
  return (
    <ul aria-label={label} className="flex flex-col">
      {bars.map((bar) => (
        <li key={bar.key}>
          <HBarRow bar={bar} figure={format(bar.value)} share={full > 0 ? bar.value / full : 0} />
        </li>
      ))}
    </ul>
  )
}

function HBarRow({ bar, figure, share }: { bar: HBar; figure: string; share: number }) {
  const content = (
    <>
      <span className="w-2/5 min-w-0 truncate text-left">{bar.label}</span>
      <span className="h-2 min-w-0 flex-1">
        <span
          className={cx('block h-full min-w-0.5 rounded-[2px]', colour[bar.tone ?? 'neutral'])}
          style={{ width: `${Math.min(1, share) * 100}%` }}
        />
      </span>
      <span
        className={cx('shrink-0 text-right tabular-nums', bar.tone === 'bad' && 'font-medium text-st-failed')}
      >
        {figure}
      </span>
      {bar.note === undefined ? null : (
        <span className="w-20 shrink-0 text-right text-12 text-text-3 tabular-nums">{bar.note}</span>
      )}
    </>
  )
  const row = 'flex h-7 w-full items-center gap-3 rounded-sm px-1'
  if (bar.onSelect === undefined) return <div className={row}>{content}</div>
  return (
    <button className={cx(row, 'hover:bg-hover')} onClick={bar.onSelect} type="button">
      {content}
    </button>
  )
}
