/** The workers as the server answers them, and who of them stands in the table. */
import type { AppRouter } from '@heddle/server/api/app-router.ts'
import type { inferRouterOutputs } from '@trpc/server'

export type Fleet = inferRouterOutputs<AppRouter>['workers']['list']
export type Worker = Fleet['items'][number]
export type QueueDepth = NonNullable<Fleet['queue']>

const hourMs = 3_600_000

/** Alive as far as anybody knows. */
export function isPresent({ status }: Worker): boolean {
  return status === 'live' || status === 'late' || status === 'draining'
}

/** Lost a short while ago: it belongs beside those that are there. Others that went are asked for. */
function isNews(worker: Worker): boolean {
  return worker.status === 'lost' && worker.silentMs < hourMs
}

export function splitFleet(items: readonly Worker[]): {
  shown: readonly Worker[]
  gone: readonly Worker[]
} {
  const shown = [...items.filter(isPresent), ...items.filter(isNews)]
  return { shown, gone: items.filter((worker) => !shown.includes(worker)) }
}

export interface FleetFigures {
  readonly present: number
  readonly late: number
  readonly lost: number
  /** Slots of those that take work. */
  readonly slots: number
  readonly used: number
}

export function toFigures(items: readonly Worker[]): FleetFigures {
  const present = items.filter(isPresent)
  return {
    present: present.length,
    late: present.filter(({ status }) => status === 'late').length,
    lost: items.filter(isNews).length,
    slots: sum(present, ({ capacity }) => capacity),
    used: sum(present, ({ used }) => used),
  }
}

/** True where the worker takes nodes of the group. */
function serves({ groups }: Worker, group: string): boolean {
  return groups.includes(group) || groups.includes('*')
}

/** Groups whose nodes wait while no worker that takes work serves them. */
export function unservedGroups({ items, queue }: Fleet): QueueDepth['groups'] {
  const taking = items.filter((worker) => isPresent(worker) && worker.draining === null)
  return (queue?.groups ?? []).filter(
    ({ group, tasks }) => tasks > 0 && !taking.some((worker) => serves(worker, group)),
  )
}

/** Groups that nobody else would serve while the worker drains. */
export function leftAlone(items: readonly Worker[], worker: Worker): readonly string[] {
  const others = items.filter(
    (other) => other.workerId !== worker.workerId && isPresent(other) && other.draining === null,
  )
  return worker.groups.filter((group) => !others.some((other) => serves(other, group)))
}

function sum(workers: readonly Worker[], read: (worker: Worker) => number): number {
  return workers.reduce((total, worker) => total + read(worker), 0)
}
