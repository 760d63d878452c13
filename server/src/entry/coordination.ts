/** What processes share besides the database. */
import type { Bus } from '../bus/bus.ts'
import type { LeaseLock } from '../presence/lock.ts'
import type { Owners } from '../presence/owners.ts'
import type { Presence } from '../presence/presence.ts'
import type { QueueDepth, TaskQueue } from '../queue/task-queue.ts'

export interface Coordination {
  readonly bus: Bus
  readonly queue: TaskQueue
  /** What waits for the workers of all processes. */
  readonly depth: () => Promise<QueueDepth>
  readonly presence: Presence
  readonly lock: LeaseLock
  /** Null where processes have no quick way to speak to each other. */
  readonly owners: { readonly processId: string; readonly owners: Owners } | null
  /** What is to happen when the shared queue is back and may have lost tasks. */
  onQueueRecovered(listener: () => void): void
  close(): Promise<void>
}
