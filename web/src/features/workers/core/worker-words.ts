/** A worker's state, age and groups as words. */
import { isPresent, type Worker } from './fleet.ts'

export function stateWord({ status, draining, used }: Worker): string {
  switch (status) {
    case 'live':
      return 'Healthy'
    case 'late':
      return draining === null ? 'Late' : 'Late, draining'
    case 'draining':
      return used === 0 ? 'Drained' : 'Draining'
    case 'lost':
      return 'Lost'
    case 'stopped':
      return 'Stopped'
  }
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** `1 s`, `3 min`, `2 h`: how long nothing was heard. */
export function silenceWords(ms: number): string {
  if (ms < minuteMs) return `${Math.max(0, Math.floor(ms / 1000))} s`
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`
  return `${Math.floor(ms / hourMs)} h`
}

/** `9:02:55`, from a day on `4 d 02:11`; `-` for who is not there. */
export function uptimeWords(worker: Worker, now: number): string {
  if (!isPresent(worker)) return '-'
  const ms = Math.max(0, now - Date.parse(worker.startedAt))
  const hours = Math.floor((ms % dayMs) / hourMs)
  const minutes = two(Math.floor((ms % hourMs) / minuteMs))
  if (ms >= dayMs) return `${Math.floor(ms / dayMs)} d ${two(hours)}:${minutes}`
  const seconds = two(Math.floor((ms % minuteMs) / 1000))
  return hours > 0 ? `${hours}:${minutes}:${seconds}` : `${Number(minutes)}:${seconds}`
}

/** `default, gpu`; a worker that takes everything serves `all`. */
export function groupWords(groups: readonly string[]): string {
  return groups.includes('*') ? 'all' : groups.join(', ')
}

/** The node that runs longest, and how many more: `Weave on`, `Weave on and 3 more`. */
export function runsWords({ used, attempts }: Worker): string {
  const [first] = attempts
  if (first === undefined) return used === 0 ? '' : 'In other workspaces'
  return used > 1 ? `${first.nodeName} and ${used - 1} more` : first.nodeName
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
