import { type KeyboardEvent, useRef, useState } from 'react'
import { labelStep, niceTicks } from './chart-scale.ts'
import { ChartTip } from './chart-tip.tsx'
import { useElementSize } from './use-element-size.ts'

export interface BarPart {
  name: string
  value: number
  /** A colour token: `var(--thread-faint)`. */
  color: string
}

export interface Bar {
  label: string
  /** The longer name in the tip. */
  title?: string
  /** From the bottom up. */
  parts: readonly BarPart[]
}

interface BarChartProps {
  label: string
  bars: readonly Bar[]
  format: (value: number) => string
  height?: number
}

const left = 44
const bottom = 20
const top = 8

/** Stacked columns of counts. The arrows walk through them. */
export function BarChart({ label, bars, format, height = 180 }: BarChartProps) {
  const host = useRef<HTMLDivElement>(null)
  const { width } = useElementSize(host)
  const [current, setCurrent] = useState<number | null>(null)
  const totals = bars.map((bar) => bar.parts.reduce((sum, part) => sum + part.value, 0))
  const ticks = niceTicks(Math.max(0, ...totals), 1)
  const highest = ticks.at(-1) ?? 1
  const room = Math.max(0, width - left)
  const slot = bars.length === 0 ? room : room / bars.length
  const y = (value: number) => top + (height - top - bottom) * (1 - value / highest)
  const every = labelStep(bars.length, Math.floor(room / 64))
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    setCurrent((old) => Math.max(0, Math.min(bars.length - 1, (old ?? (step > 0 ? -1 : bars.length)) + step)))
  }
  const shown = current === null ? undefined : bars[current]
  return (
    <div
      aria-label={`${label}. Arrow keys read the columns.`}
      className="relative"
      onBlur={() => setCurrent(null)}
      onKeyDown={onKeyDown}
      onPointerLeave={() => setCurrent(null)}
      ref={host}
      role="img"
      style={{ height }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk through the columns
      tabIndex={0}
    >
      <svg aria-hidden="true" height={height} width={width}>
        {ticks.map((tick) => (
          <g key={tick}>
            <path d={`M${left} ${Math.round(y(tick)) + 0.5}H${width}`} stroke="var(--line)" />
            <text fill="var(--text-3)" fontSize="11" textAnchor="end" x={left - 8} y={y(tick) + 4}>
              {format(tick)}
            </text>
          </g>
        ))}
        {bars.map((bar, index) => (
          <Column
            bar={bar}
            current={index === current}
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns may be called alike, as the hour that a clock repeats
            key={index}
            onEnter={() => setCurrent(index)}
            text={index % every === 0 ? bar.label : null}
            textEnd={width}
            x={left + index * slot}
            y={y}
            {...{ slot, height }}
          />
        ))}
      </svg>
      {shown === undefined || current === null ? null : (
        <ChartTip
          left={left + (current + 0.5) * slot}
          lines={shown.parts.map((part) => ({
            label: part.name,
            value: format(part.value),
            color: part.color,
          }))}
          title={shown.title ?? shown.label}
          width={width}
        />
      )}
    </div>
  )
}

interface ColumnProps {
  bar: Bar
  x: number
  y: (value: number) => number
  slot: number
  height: number
  current: boolean
  text: string | null
  /** Where the chart ends: the last label leans on it. */
  textEnd: number
  onEnter: () => void
}

function Column({ bar, x, y, slot, height, current, text, textEnd, onEnter }: ColumnProps) {
  const gap = Math.min(4, slot * 0.25)
  let sum = 0
  return (
    <g onPointerEnter={onEnter}>
      <rect
        fill={current ? 'var(--hover)' : 'transparent'}
        height={Math.max(0, height - top - bottom)}
        width={slot}
        x={x}
        y={top}
      />
      {bar.parts.map((part) => {
        const from = y(sum)
        sum += part.value
        const to = y(sum)
        if (part.value <= 0) return null
        return (
          <rect
            fill={part.color}
            height={Math.max(1, from - to)}
            key={part.name}
            width={Math.max(1, slot - gap)}
            x={x + gap / 2}
            y={to}
          />
        )
      })}
      {text === null ? null : <ColumnLabel end={textEnd} middle={x + slot / 2} text={text} y={height - 5} />}
    </g>
  )
}

/** Half the width of `20 Nov` at 11 px. */
const halfLabel = 20

function ColumnLabel({ text, middle, end, y }: { text: string; middle: number; end: number; y: number }) {
  const last = middle + halfLabel > end
  return (
    <text
      fill="var(--text-3)"
      fontSize="11"
      textAnchor={last ? 'end' : 'middle'}
      x={last ? end : middle}
      y={y}
    >
      {text}
    </text>
  )
}
