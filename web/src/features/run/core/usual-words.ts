import { formatDuration, formatRange } from '../../../ui/format-duration.ts'
import type { UsualMs } from './run-figures.ts'

/** Under this, whole seconds say too little. */
const exactBelowMs = 10_000

/** `39 to 51 s`, for short times `0.2 s to 1.4 s`, and `1.2 s` where both ends read alike. */
export function toUsualWords({ p50, p95 }: UsualMs): string {
  if (p95 >= exactBelowMs) return formatRange(p50, p95)
  const [from, to] = [formatDuration(p50), formatDuration(p95)]
  return from === to ? from : `${from} to ${to}`
}
