/** Columns of a series: every interval of the period has one, also where nothing happened. Pure. */
import { formatDay, formatMinute } from '../../../ui/format-time.ts'
import { type Interval, intervalMs, type Period } from './period.ts'

/** Monday 5 January 1970, the first of the weeks that begin on Mondays. */
const firstMondayMs = 4 * intervalMs.day

/** The beginning of the interval that holds a moment. Days and weeks are those of UTC, as the server counts them. */
export function bucketStart(ms: number, interval: Interval): number {
  const offset = interval === 'week' ? firstMondayMs : 0
  return Math.floor((ms - offset) / intervalMs[interval]) * intervalMs[interval] + offset
}

/** One entry for each interval of the period, in order; `empty` makes what the server did not send. */
export function fillBuckets<T extends { bucket: string }>(
  series: readonly T[],
  { fromMs, toMs, interval }: Period & { interval: Interval },
  empty: (bucket: string) => T,
): T[] {
  const known = new Map(series.map((entry) => [Date.parse(entry.bucket), entry]))
  for (let ms = bucketStart(fromMs, interval); ms < toMs; ms += intervalMs[interval]) {
    if (!known.has(ms)) known.set(ms, empty(new Date(ms).toISOString()))
  }
  return [...known.entries()].toSorted(([a], [b]) => a - b).map(([, entry]) => entry)
}

/** `14:00` for parts of a day, `19 Nov` for days and weeks. */
export function bucketLabel(bucket: string, interval: Interval): string {
  if (interval === 'minute' || interval === 'hour') return formatMinute(bucket)
  return utcDay(bucket)
}

/** The same with the day, for tips and tables: `19 Nov 14:00`, `19 Nov`, `week of 16 Nov`. */
export function bucketTitle(bucket: string, interval: Interval): string {
  if (interval === 'week') return `week of ${utcDay(bucket)}`
  if (interval === 'day') return utcDay(bucket)
  return `${formatDay(bucket, bucket)} ${formatMinute(bucket)}`
}

/** A day of UTC is named by its own date, wherever the reader is. */
function utcDay(bucket: string): string {
  const [year = 0, month = 1, day = 1] = bucket.slice(0, 10).split('-').map(Number)
  const local = new Date(year, month - 1, day, 12)
  return formatDay(local, local)
}
