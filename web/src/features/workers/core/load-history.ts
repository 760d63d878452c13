/** Load over the last quarter of an hour: what the server remembers, and what this page has seen since. */

export interface LoadPoint {
  readonly atMs: number
  readonly used: number
  readonly slots: number
  /** Null while the queue did not answer. */
  readonly waiting: number | null
}

/** A point as the server tells of it: its clock may differ from that of the browser. */
export interface PastPoint extends Omit<LoadPoint, 'atMs'> {
  readonly agoMs: number
}

const historyMs = 15 * 60_000
const leastMs = 60_000

/** A point that is not newer than the last one changes nothing. */
export function withPoint(history: readonly LoadPoint[], point: LoadPoint): readonly LoadPoint[] {
  const last = history.at(-1)
  if (last !== undefined && point.atMs <= last.atMs) return history
  return [...history.filter(({ atMs }) => atMs > point.atMs - historyMs), point]
}

/**
 * Both in the order of time. What the server tells fills the time before the page was opened, and holes that it had
 * while nobody looked at it; `readAt` is when it told.
 */
export function withPast(
  seen: readonly LoadPoint[],
  past: readonly PastPoint[],
  readAt: number,
): readonly LoadPoint[] {
  const newest = Math.max(readAt, seen.at(-1)?.atMs ?? 0)
  return [...past.map(({ agoMs, ...point }) => ({ atMs: readAt - agoMs, ...point })), ...seen]
    .filter(({ atMs }) => atMs > newest - historyMs)
    .sort((a, b) => a.atMs - b.atMs)
}

/** A round end for the axis, not below `least`: 1, 2, 5, 10, 20, 50 ... */
export function axisEnd(values: readonly number[], least: number): number {
  const top = Math.max(least, ...values)
  const step = 10 ** Math.floor(Math.log10(top))
  return [1, 2, 5, 10].map((times) => times * step).find((end) => end >= top) ?? top
}

/** The length of the time axis: what there is to show, and not less than a minute. */
export function shownMs(history: readonly Pick<LoadPoint, 'atMs'>[], now: number): number {
  const first = history[0]
  return first === undefined ? leastMs : Math.min(historyMs, Math.max(leastMs, now - first.atMs))
}
