/** The timeline's axis: a round end and round steps, so that rows keep still while a run grows. */

const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500]
  .concat([1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000))
  .concat([1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000))
  .concat([1, 2, 3, 6, 12, 24, 48, 96, 240].map((hours) => hours * 3_600_000))

export interface TimeAxis {
  readonly endMs: number
  readonly ticks: readonly number[]
}

/** An axis from 0 that holds `lengthMs`, with at most `maxTicks` steps. */
export function toTimeAxis(lengthMs: number, maxTicks: number): TimeAxis {
  const length = Math.max(1, lengthMs)
  const step = steps.find((each) => Math.ceil(length / each) <= Math.max(1, maxTicks)) ?? length
  const count = Math.max(1, Math.ceil(length / step))
  return {
    endMs: count * step,
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
  }
}

/** A tick's words: `0:40` from a second on, `250 ms` on shorter axes, `2.5 s` between. */
export function toTickWords(ms: number, endMs: number): string {
  if (endMs <= 1000) return `${ms} ms`
  if (endMs <= 10_000) return `${(ms / 1000).toFixed(endMs <= 5000 ? 1 : 0)} s`
  const seconds = Math.round(ms / 1000)
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}
