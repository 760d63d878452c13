/** The timeline's measure: where a moment lies on the track, in percent, and how wide a percent is. */
import { isFinal } from '@heddle/core/execution/status.ts'
import { useMemo } from 'react'
import { toElapsedMs } from '../core/run-figures.ts'
import { type TimeAxis, toTimeAxis } from '../core/time-axis.ts'
import { useLiveState, useRun, useServerNow } from '../run-context.ts'

export interface TimeScale {
  /** Milliseconds since the epoch at the left end. */
  readonly startMs: number
  readonly axis: TimeAxis
  /** Pixels of the track; 0 before it was measured. */
  readonly width: number
}

const tickPixels = 92

/** Keeps its identity while the axis does, so that rows are drawn anew only when it grows. */
export function useTimeScale(width: number): TimeScale {
  const { detail } = useRun()
  const state = useLiveState()
  const now = useServerNow(!isFinal(state.status))
  const startMs = Date.parse(state.startedAt ?? state.createdAt ?? detail.createdAt)
  const elapsed = toElapsedMs(state, now) ?? 0
  const usual = isFinal(state.status) ? 0 : (detail.usualMs?.p50 ?? 0)
  const maxTicks = Math.max(2, Math.floor(width / tickPixels))
  const { endMs } = toTimeAxis(Math.max(elapsed, usual), maxTicks)
  return useMemo(
    () => ({ startMs, axis: toTimeAxis(endMs, maxTicks), width }),
    [startMs, endMs, maxTicks, width],
  )
}

export function toShare(scale: TimeScale, at: number): number {
  return Math.min(1, Math.max(0, (at - scale.startMs) / scale.axis.endMs))
}
