/**
 * Bundles: a job costs Redis and both its ends many times what an address costs, so where one commit makes many
 * tasks ready, several of them travel as one job. A burst is parted into enough jobs for every worker of a fleet to
 * get its share, and a worker that has no room for all of a bundle gives the rest back as tasks of their own.
 */
import type { Bundle } from './bullmq-job.ts'
import type { Task } from './task-queue.ts'

/** A burst gives at least so many jobs: a bundle is for a small part of the slots of a fleet. */
const jobsOfBurst = 40
/** One worker does most with 32, which it starts in one commit; four share a burst best in pieces of 16. */
const largest = 24

/** The tasks of one group, in their order as far as what travels together allows. */
export function toBundles(tasks: readonly Task[]): Bundle[] {
  const bundles: Bundle[] = []
  for (const [kind, alike] of Map.groupBy(tasks, toKind)) {
    const size = kind === null ? 1 : Math.min(largest, Math.max(1, Math.floor(alike.length / jobsOfBurst)))
    for (let index = 0; index < alike.length; index += size) {
      const [first, ...rest] = alike.slice(index, index + size)
      if (first !== undefined) bundles.push([first, ...rest])
    }
  }
  return bundles
}

/** Null for what travels alone: what may have been added before must have the id that says so. */
function toKind({ executionId, priority, seq, isNew, isLimited, delayMs }: Task): string | null {
  if (!isNew || isLimited || delayMs !== undefined) return null
  return `${executionId} ${priority} ${seq}`
}
