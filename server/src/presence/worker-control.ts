/**
 * How a worker learns that it is to drain. The order stands in PostgreSQL and comes back with every renewal; the
 * message on the bus makes it quick, and may be lost.
 *
 * Channel `worker-control:<worker id>`, message `{ draining, revision }`.
 */
import type { DrainOrder } from '../store/worker-presence.ts'

export function workerControlChannel(workerId: string): string {
  return `worker-control:${workerId}`
}

export interface Drainable {
  /** Takes no new work and finishes what it runs. */
  drain(): void
  /** Takes work again. */
  undrain(): void
}

/** Follows orders as they come, from a renewal or the bus, late or twice: the newest counts. */
export function createDrainFollower(worker: Drainable): (order: DrainOrder) => void {
  let known: DrainOrder = { draining: false, revision: 0 }
  return (order) => {
    if (order.revision <= known.revision) return
    const hasChanged = order.draining !== known.draining
    known = order
    if (!hasChanged) return
    if (order.draining) worker.drain()
    else worker.undrain()
  }
}
