/** Lengths of time as words. */

const secondMs = 1000
const minuteMs = 60_000

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** Under half a minute to a tenth of a second, from there on as a clock: `0.2 s`, `28.6 s`, `0:41`, `1:02:09`. */
export function formatDuration(ms: number): string {
  const length = Math.max(0, ms)
  if (length > 0 && length < 50) return `${Math.max(1, Math.round(length))} ms`
  const tenths = Math.round(length / 100)
  if (tenths < 300) return `${(tenths / 10).toFixed(1)} s`
  const seconds = Math.round(length / secondMs)
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = two(seconds % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** `30 to 45 s`, `2 to 5 min`: an estimate always has two ends, but for `under 1 s`. */
export function formatRange(fromMs: number, toMs: number): string {
  if (toMs <= secondMs) return 'under 1 s'
  const unit = toMs < 2 * minuteMs ? { ms: secondMs, name: 's' } : { ms: minuteMs, name: 'min' }
  const from = Math.max(0, Math.floor(fromMs / unit.ms))
  const to = Math.max(from + 1, Math.ceil(toMs / unit.ms))
  return `${from} to ${to} ${unit.name}`
}
