/** Ticks, grid, and the handle at the moment that the page shows. */
import { isFinal } from '@heddle/core/execution/status.ts'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { formatDuration } from '../../../ui/format-duration.ts'
import type { EventLog } from '../core/event-log.ts'
import { toTickWords } from '../core/time-axis.ts'
import { useLiveState, useRun, useServerNow, useTravel } from '../run-context.ts'
import { type TimeScale, toShare } from './time-scale.ts'
import { trackInset } from './track-inset.ts'

/** Half of the handle's words and half of a tick's, in pixels: nearer than this they would cover each other. */
const wordsReach = 40

export function TimelineAxis({ scale }: { readonly scale: TimeScale }) {
  return (
    <div className={`absolute inset-y-0 ${trackInset}`}>
      <TickWords scale={scale} />
      <span className="absolute inset-x-0 bottom-[5px] h-0.5 bg-line" />
      <TimeSlider scale={scale} />
    </div>
  )
}

function TickWords({ scale }: { readonly scale: TimeScale }) {
  const { axis, width } = scale
  const share = toShare(scale, useShownMs())
  const free = axis.ticks.filter((tick) => Math.abs(tick / axis.endMs - share) * width >= wordsReach)
  return free.map((tick) => (
    <span
      className="absolute top-1 -translate-x-1/2 text-11 whitespace-nowrap text-text-3 tabular-nums"
      key={tick}
      style={{ left: `${(tick / axis.endMs) * 100}%` }}
    >
      {toTickWords(tick, axis.endMs)}
    </span>
  ))
}

interface TimelineGridProps {
  readonly scale: TimeScale
  /** Class that keeps the room of the scroll bar free. */
  readonly gutter: string
}

export function TimelineGrid({ scale, gutter }: TimelineGridProps) {
  const share = toShare(scale, useShownMs())
  return (
    <div aria-hidden="true" className={`pointer-events-none absolute inset-0 overflow-hidden ${gutter}`}>
      <div className="relative h-full">
        <div className={`absolute inset-y-0 ${trackInset}`}>
          {scale.axis.ticks.map((tick) => (
            <span
              className="absolute inset-y-0 w-px bg-line"
              key={tick}
              style={{ left: `${(tick / scale.axis.endMs) * 100}%` }}
            />
          ))}
          <span className="absolute inset-y-0 w-px bg-accent-line" style={{ left: `${share * 100}%` }} />
        </div>
      </div>
    </div>
  )
}

/** In the past, what came after the moment shown stands back. */
export function TimelineVeil({ scale, gutter }: TimelineGridProps) {
  const { seq } = useTravel()
  const share = toShare(scale, useShownMs())
  if (seq === null) return null
  return (
    <div aria-hidden="true" className={`pointer-events-none absolute inset-0 overflow-hidden ${gutter}`}>
      <div className="relative h-full">
        <div className={`absolute inset-y-0 ${trackInset}`}>
          <span
            className="absolute inset-y-0 right-0 bg-surface opacity-70"
            style={{ left: `calc(${share * 100}% + 1px)` }}
          />
        </div>
      </div>
    </div>
  )
}

/** The moment shown, in the server's time: now, the run's end, or where the person travelled to. */
function useShownMs(): number {
  const { model } = useRun()
  const state = useLiveState()
  const { seq } = useTravel()
  const isOver = isFinal(state.status)
  const now = useServerNow(!isOver && seq === null)
  if (seq !== null) return model.shownNow()
  return isOver && state.completedAt !== null ? Date.parse(state.completedAt) : now
}

function TimeSlider({ scale }: { readonly scale: TimeScale }) {
  const { model } = useRun()
  const { travel, live } = model
  const { seq } = useTravel()
  const track = useRef<HTMLDivElement>(null)
  const shown = useShownMs()
  const share = toShare(scale, shown)
  const isReady = live.log.missingAfter() === null
  const shownMs = Math.max(0, shown - scale.startMs)
  const words = scale.axis.endMs <= 1000 ? `${Math.round(shownMs)} ms` : formatDuration(shownMs)

  function goToPointer(event: PointerEvent) {
    const box = track.current?.getBoundingClientRect()
    if (box === undefined || event.buttons !== 1 || !isReady) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
    travel.goTo(findSeqAt(live.log, scale.startMs + part * scale.axis.endMs))
  }

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
    if (by === 1 || by === -1) travel.step(by)
    else if (event.key === 'Home') travel.goTo(0)
    else if (event.key === 'End') travel.goLive()
    else if (event.key === ' ') travel.togglePlay()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      className="absolute inset-0 touch-none"
      onPointerDown={goToPointer}
      onPointerMove={goToPointer}
      ref={track}
    >
      <span
        className="absolute bottom-[5px] left-0 h-0.5 bg-accent-line"
        style={{ width: `${share * 100}%` }}
      />
      <div
        aria-disabled={!isReady}
        aria-label="Moment of the run"
        aria-valuemax={live.log.highest()}
        aria-valuemin={0}
        aria-valuenow={seq ?? live.log.highest()}
        aria-valuetext={words}
        className="absolute top-1 h-[18px] -translate-x-1/2 rounded-sm"
        onKeyDown={isReady ? onKeyDown : undefined}
        role="slider"
        style={{ left: `${share * 100}%` }}
        tabIndex={0}
      >
        <span className="block rounded-sm bg-accent-fill whitespace-nowrap px-1.5 text-11 leading-[18px] font-medium text-accent-fg tabular-nums">
          {words}
        </span>
        <span className="absolute top-[18px] left-1/2 size-2 -translate-x-1/2 rounded-full border-2 border-accent-line bg-surface" />
      </div>
    </div>
  )
}

/** The last event up to this moment; 0 before the first. */
function findSeqAt(log: EventLog, at: number): number {
  let low = 0
  let high = log.completeTo()
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    const event = log.at(middle)
    if (event !== undefined && Date.parse(event.timestamp) <= at) low = middle
    else high = middle - 1
  }
  return low
}
