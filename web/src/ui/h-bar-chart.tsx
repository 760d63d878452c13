import { cx } from './class-names.ts'

export interface HBar {
  key: string
  label: string
  value: number
  /** A second figure at the right, quieter. */
  note: string
  tone?: 'neutral' | 'bad'
  onSelect?: () => void
}

interface HBarChartProps {
  label: string
  /** What stands above the names, the figures and the second figures. */
  heads: readonly [string, string, string]
  bars: readonly HBar[]
  format: (value: number) => string
}

const row =
  'grid h-6 w-full grid-cols-[minmax(0,2fr)_minmax(0,2.2fr)_52px_44px] items-center gap-2 max-[1199px]:gap-1.5'

/** Lying bars with their names and figures. The longest fills its track. */
export function HBarChart({ label, heads, bars, format }: HBarChartProps) {
  const full = Math.max(0, ...bars.map((bar) => bar.value))
  return (
    <div>
      <div aria-hidden="true" className={cx(row, 'text-12 text-text-3')}>
        <span>{heads[0]}</span>
        <span />
        <span className="text-right">{heads[1]}</span>
        <span className="text-right">{heads[2]}</span>
      </div>
      <ul aria-label={label}>
        {bars.map((bar) => (
          <li key={bar.key}>
            <HBarRow
              bar={bar}
              figure={format(bar.value)}
              heads={heads}
              share={full > 0 ? bar.value / full : 0}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface HBarRowProps extends Pick<HBarChartProps, 'heads'> {
  bar: HBar
  figure: string
  share: number
}

function HBarRow({ bar, figure, share, heads }: HBarRowProps) {
  const content = (
    <>
      <span className="truncate text-left">{bar.label}</span>
      <span className="h-2 rounded-[2px] bg-hover">
        <span
          className={cx(
            'block h-full min-w-0.5 rounded-[2px]',
            bar.tone === 'bad' ? 'bg-st-failed' : 'bg-thread',
          )}
          style={{ width: `${Math.min(1, share) * 100}%` }}
        />
      </span>
      <span className="text-right tabular-nums">
        <span className="sr-only">{heads[1]} </span>
        {figure}
      </span>
      <span className="text-right text-text-2 tabular-nums">
        <span className="sr-only">{heads[2]} </span>
        {bar.note}
      </span>
    </>
  )
  if (bar.onSelect === undefined) return <div className={row}>{content}</div>
  return (
    <button className={cx(row, 'rounded-sm hover:bg-hover')} onClick={bar.onSelect} type="button">
      {content}
    </button>
  )
}
