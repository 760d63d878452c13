import { formatDuration } from '../../../ui/format-duration.ts'

/** A length on an axis: milliseconds below a second, where steps are closer than the tenth that is usual elsewhere. */
export function toDurationWords(ms: number): string {
  if (ms === 0) return '0'
  return ms < 1000 ? `${Math.round(ms)} ms` : formatDuration(ms)
}
