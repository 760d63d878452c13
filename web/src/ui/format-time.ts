/** Moments as words, in the reader's own time zone, 24 h. `now` is always passed in. */

export type Moment = Date | string | number

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

function toDate(moment: Moment): Date {
  return moment instanceof Date ? moment : new Date(moment)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** `14:32` */
export function formatMinute(moment: Moment): string {
  const date = toDate(moment)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** `14:32:08` */
export function formatClock(moment: Moment): string {
  return `${formatMinute(moment)}:${two(toDate(moment).getSeconds())}`
}

/** `14:32:08.123` */
export function formatClockMs(moment: Moment): string {
  return `${formatClock(moment)}.${String(toDate(moment).getMilliseconds()).padStart(3, '0')}`
}

/** `19 Nov`, with the year where it is another than now's. */
export function formatDay(moment: Moment, now: Moment): string {
  const date = toDate(moment)
  const day = `${date.getDate()} ${months[date.getMonth()]}`
  return date.getFullYear() === toDate(now).getFullYear() ? day : `${day} ${date.getFullYear()}`
}

/** `20 Nov 2026, 14:32:08` */
export function formatStamp(moment: Moment): string {
  const date = toDate(moment)
  return `${date.getDate()} ${months[date.getMonth()]} ${date.getFullYear()}, ${formatClock(date)}`
}

/** Whole calendar days from the moment to now: 0 today, 1 yesterday. */
function daysBefore(moment: Moment, now: Moment): number {
  const then = toDate(moment)
  const today = toDate(now)
  const from = Date.UTC(then.getFullYear(), then.getMonth(), then.getDate())
  const to = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate())
  return Math.round((to - from) / dayMs)
}

/** `01:45` today, `yesterday 01:45`, `19 Nov 01:45`. */
export function formatWhen(moment: Moment, now: Moment): string {
  const days = daysBefore(moment, now)
  if (days === 0) return formatMinute(moment)
  if (days === 1) return `yesterday ${formatMinute(moment)}`
  return `${formatDay(moment, now)} ${formatMinute(moment)}`
}

/** `13:00 to 14:00`, `19 Nov 13:00 to today 14:00`: the end names its day where it is another one than the first. */
export function formatSpan(from: Moment, to: Moment, now: Moment): string {
  const end = daysBefore(from, to) === 0 ? formatMinute(to) : formatWhen(to, now)
  const day = daysBefore(from, to) !== 0 && daysBefore(to, now) === 0 ? 'today ' : ''
  return `${formatWhen(from, now)} to ${day}${end}`
}

/** `8 s ago`, `12 min ago`, `6 h ago`, `yesterday`, `3 days ago`, then the day. A moment ahead of a slow clock counts as now. */
export function formatAge(moment: Moment, now: Moment): string {
  const age = Math.max(0, toDate(now).getTime() - toDate(moment).getTime())
  if (age < minuteMs) return `${Math.floor(age / 1000)} s ago`
  if (age < hourMs) return `${Math.floor(age / minuteMs)} min ago`
  const days = daysBefore(moment, now)
  if (days === 0 || age < 6 * hourMs) return `${Math.floor(age / hourMs)} h ago`
  if (days === 1) return 'yesterday'
  return days < 7 ? `${days} days ago` : formatDay(moment, now)
}
