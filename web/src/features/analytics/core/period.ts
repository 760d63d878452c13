/** The period and the interval that the panels look at, as they stand in the address. Pure. */

export const ranges = ['24h', '7d', '30d', 'custom'] as const
export type RangeName = (typeof ranges)[number]

export const intervals = ['minute', 'hour', 'day', 'week'] as const
export type Interval = (typeof intervals)[number]

export interface AnalyticsView {
  readonly range: RangeName
  /** Of a custom range only; an open end reaches to now. */
  readonly from: string | null
  readonly to: string | null
  readonly workflowId: string | null
  /** Null: whatever suits the period. */
  readonly interval: Interval | null
}

export interface Period {
  readonly fromMs: number
  readonly toMs: number
}

export const intervalMs: Record<Interval, number> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
}

const rangeMs: Record<Exclude<RangeName, 'custom'>, number> = {
  '24h': intervalMs.day,
  '7d': 7 * intervalMs.day,
  '30d': 30 * intervalMs.day,
}

/** More columns than this cannot be told apart. */
const mostBuckets = 400

/** Reads the view from the address; what is unknown there falls back to the last 7 days of all workflows. */
export function parseView(search: Readonly<Record<string, unknown>>): AnalyticsView {
  const range = oneOf(ranges, search.range) ?? '7d'
  return {
    range,
    from: range === 'custom' ? instant(search.from) : null,
    to: range === 'custom' ? instant(search.to) : null,
    workflowId: typeof search.workflow === 'string' && search.workflow !== '' ? search.workflow : null,
    interval: oneOf(intervals, search.by) ?? null,
  }
}

/** The address of this view; `parseView` reads it back to the same. */
export function toSearch(view: AnalyticsView): Record<string, string> {
  const words: Record<string, string | null> = {
    range: view.range === '7d' ? null : view.range,
    from: view.from,
    to: view.to,
    workflow: view.workflowId,
    by: view.interval,
  }
  return Object.fromEntries(
    Object.entries(words).filter((entry): entry is [string, string] => entry[1] !== null),
  )
}

/** The moments of a view. Now is rounded up to the minute, so that the same minute asks the same question. */
export function toPeriod(view: AnalyticsView, now: number): Period {
  const end = Math.ceil(now / intervalMs.minute) * intervalMs.minute
  if (view.range !== 'custom') return { fromMs: end - rangeMs[view.range], toMs: end }
  const toMs = view.to === null ? end : Date.parse(view.to)
  const fromMs = view.from === null ? toMs - rangeMs['7d'] : Date.parse(view.from)
  return fromMs < toMs ? { fromMs, toMs } : { fromMs: toMs - intervalMs.hour, toMs }
}

/** The intervals that cut this period into columns one can see. */
export function allowedIntervals({ fromMs, toMs }: Period): readonly Interval[] {
  const length = toMs - fromMs
  return intervals.filter((interval, index) => {
    if (length / intervalMs[interval] > mostBuckets) return false
    return index === 0 || length >= intervalMs[interval] * 2
  })
}

/** The interval that is drawn: the chosen one where the period allows it, else one of about 20 to 80 columns. */
export function drawnInterval(period: Period, chosen: Interval | null): Interval {
  const allowed = allowedIntervals(period)
  if (chosen !== null && allowed.includes(chosen)) return chosen
  const length = period.toMs - period.fromMs
  if (length <= 2 * intervalMs.hour) return 'minute'
  if (length <= 3 * intervalMs.day) return 'hour'
  return length <= 120 * intervalMs.day ? 'day' : 'week'
}

function oneOf<T extends string>(known: readonly T[], value: unknown): T | undefined {
  return known.find((each) => each === value)
}

function instant(value: unknown): string | null {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? null : new Date(ms).toISOString()
}
