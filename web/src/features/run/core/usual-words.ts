import { formatDuration, formatRange } from '../../../ui/format-duration.ts'
import type { UsualMs } from './run-figures.ts'

/** Under this, whole seconds say too little. */
const exactBelowMs = 10_000

/** `39 to 51 s`, and for short times `0.2 s to 1.4 s`. */
export function toUsualWords({ p50, p95 }: UsualMs): string {
  return p95 < exactBelowMs ? `${formatDuration(p50)} to ${formatDuration(p95)}` : formatRange(p50, p95)
}
