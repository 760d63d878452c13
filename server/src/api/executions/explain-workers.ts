/** Pure: what the workers that are there mean for a node of a group. */
import type { Reason } from '@heddle/core/execution/reason.ts'

export interface PresentWorker {
  /** `*` stands for all groups. */
  readonly groups: readonly string[]
  readonly capacity: number
  readonly used: number
  readonly draining: boolean
}

export function explainWorkers(
  workers: readonly PresentWorker[],
  { group, waiting }: { readonly group: string; readonly waiting: number | null },
): Reason {
  const serving = workers.filter(({ groups }) => groups.includes(group) || groups.includes('*'))
  if (serving.length === 0) {
    const liveGroups = [...new Set(workers.flatMap(({ groups }) => groups))].sort()
    return { code: 'no_worker', group, liveGroups }
  }
  const taking = serving.filter(({ draining }) => !draining)
  if (taking.length === 0) return { code: 'draining', group, workers: serving.length }
  const used = sum(taking.map((worker) => worker.used))
  const capacity = sum(taking.map((worker) => worker.capacity))
  const isBusy = taking.every((worker) => worker.used >= worker.capacity)
  return isBusy ? { code: 'workers_busy', group, used, capacity, waiting } : { code: 'queue', group, waiting }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
