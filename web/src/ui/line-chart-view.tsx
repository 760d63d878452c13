import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import UPlot from 'uplot'
import { ChartTip } from './chart-tip.tsx'
import { formatWhen } from './format-time.ts'
import type { ChartFlag, LineChartProps, LineSeries } from './line-chart-props.ts'
import { useElementSize } from './use-element-size.ts'
import { tokenColor, useThemeTurn } from './use-theme-turn.ts'

const tokenOf: Record<NonNullable<LineSeries['tone']>, string> = {
  accent: '--accent',
  dashed: '--accent-line',
  neutral: '--thread',
  bad: '--st-failed',
}

export function LineChartView(props: LineChartProps) {
  const { label, series, times, format, height = 180 } = props
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<UPlot>(null)
  const { width } = useElementSize(host)
  const [tip, setTip] = useState<{ index: number; left: number } | null>(null)
  const [places, setPlaces] = useState<readonly number[]>([])
  const theme = useThemeTurn()
  const latest = useRef(props)
  latest.current = props

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new theme repaints the canvas from the tokens
  useEffect(() => {
    if (host.current === null || width === 0) return
    const options = chartOptions(latest.current, {
      width,
      height,
      onTip: setTip,
      onReady: (drawn) => setPlaces(flagPlaces(drawn, latest.current.flags ?? [])),
    })
    const plot = new UPlot(options, chartColumns(latest.current), host.current)
    chart.current = plot
    return () => {
      chart.current = null
      plot.destroy()
    }
  }, [width, height, theme, series, times, props.flags])

  const onKeyDown = (event: KeyboardEvent) => {
    const plot = chart.current
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (plot === null || step === 0) return
    event.preventDefault()
    const index = Math.max(
      0,
      Math.min(times.length - 1, (tip?.index ?? (step > 0 ? -1 : times.length)) + step),
    )
    plot.setCursor({ left: plot.valToPos((times[index] ?? 0) / 1000, 'x'), top: 10 })
  }
  const timeOf = props.formatTime ?? ((ms: number) => formatWhen(ms, Date.now()))
  return (
    <div>
      {series.length > 1 ? <Legend series={series} /> : null}
      <div
        aria-label={`${label}. Arrow keys read the points.`}
        className="relative"
        onBlur={() => chart.current?.setCursor({ left: -10, top: -10 })}
        onKeyDown={onKeyDown}
        ref={host}
        role="img"
        style={{ height }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk through the points
        tabIndex={0}
      >
        {props.flags?.map((flag, index) => (
          <Flag flag={flag} key={flag.label} left={places[index]} />
        ))}
        {tip === null ? null : (
          <ChartTip
            left={tip.left}
            lines={series.map((each) => {
              const value = each.values[tip.index]
              return {
                label: each.label,
                value: value === null || value === undefined ? '-' : format(value),
                color: `var(${tokenOf[each.tone ?? 'accent']})`,
              }
            })}
            title={timeOf(times[tip.index] ?? 0)}
            width={width}
          />
        )}
      </div>
    </div>
  )
}

/** Where each flag stands, in pixels of the chart's box. */
function flagPlaces(plot: UPlot, flags: readonly ChartFlag[]): number[] {
  return flags.map(({ time }) => plot.over.offsetLeft + plot.valToPos(time / 1000, 'x'))
}

function Flag({ flag, left }: { flag: ChartFlag; left: number | undefined }) {
  if (left === undefined) return null
  return (
    <span
      className="pointer-events-none absolute top-0 bottom-6 border-l border-dotted border-text-3 pl-1 text-11 leading-3 text-text-2"
      style={{ left }}
    >
      {flag.label}
    </span>
  )
}

function Legend({ series }: { series: readonly LineSeries[] }) {
  return (
    <ul className="mb-1 flex flex-wrap gap-3 text-11 text-text-3">
      {series.map((each) => (
        <li className="flex items-center gap-1.5" key={each.label}>
          <svg aria-hidden="true" height="6" width="16">
            <path
              d="M0 3h16"
              stroke={`var(${tokenOf[each.tone ?? 'accent']})`}
              strokeDasharray={each.tone === 'dashed' ? '4 3' : undefined}
              strokeWidth="2"
            />
          </svg>
          {each.label}
        </li>
      ))}
    </ul>
  )
}

function chartColumns({ times, series }: LineChartProps): UPlot.AlignedData {
  return [times.map((ms) => ms / 1000), ...series.map((each) => [...each.values])]
}

interface Frame {
  width: number
  height: number
  onTip: (tip: { index: number; left: number } | null) => void
  /** The scales stand: places can be asked for. */
  onReady: (plot: UPlot) => void
}

function chartOptions(props: LineChartProps, { width, height, onTip, onReady }: Frame): UPlot.Options {
  const axis = {
    stroke: tokenColor('--text-3'),
    font: '11px "Inter Variable", sans-serif',
    grid: { stroke: tokenColor('--line'), width: 1 },
    ticks: { show: false },
    gap: 6,
  }
  const highest = (_: UPlot, __: number, top: number | null): UPlot.Range.MinMax => [
    props.min ?? 0,
    props.max ?? Math.max(top ?? 0, 1e-9) * 1.08,
  ]
  return {
    width,
    height,
    legend: { show: false },
    padding: [props.flags?.length ? 16 : 8, 20, 0, 0],
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: { y: { range: highest } },
    axes: [
      { ...axis, grid: { show: false }, size: 24, space: 72, values: timeLabels },
      {
        ...axis,
        ...axisSteps(props),
        size: 52,
        space: 32,
        values: (_, ticks) => ticks.map((tick) => props.format(tick)),
      },
    ],
    series: [{}, ...props.series.map(seriesOptions)],
    ...(props.band === true ? { bands: [{ series: [1, 2], fill: tokenColor('--accent-soft') }] } : {}),
    hooks: {
      ready: [onReady],
      setCursor: [
        (plot) => {
          const { idx, left } = plot.cursor
          const offset = plot.over.offsetLeft
          if (idx === null || idx === undefined || left === undefined || left < 0) onTip(null)
          else onTip({ index: idx, left: left + offset })
        },
      ],
    },
  }
}

function axisSteps({ steps }: LineChartProps): { incrs?: number[] } {
  return steps === undefined ? {} : { incrs: [...steps] }
}

function seriesOptions(series: LineSeries): UPlot.Series {
  const color = tokenColor(tokenOf[series.tone ?? 'accent'])
  return {
    stroke: color,
    width: series.tone === 'dashed' ? 1.5 : 2,
    spanGaps: false,
    points: { show: series.values.filter((value) => value !== null).length <= 2, size: 5 },
    ...(series.tone === 'dashed' ? { dash: [4, 3] } : {}),
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Midnight carries the day, everything else the minute. */
function timeLabels(_: UPlot, ticks: number[]): string[] {
  return ticks.map((seconds) => {
    const date = new Date(seconds * 1000)
    const midnight = date.getHours() === 0 && date.getMinutes() === 0
    if (midnight) return `${date.getDate()} ${months[date.getMonth()]}`
    return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
  })
}
