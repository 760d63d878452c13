/**
 * The presence port: who is alive, and what they carry. A worker that renews is alive for the time to live; one
 * that said goodbye is not. PostgreSQL is the truth of it in every adapter: only a worker that PostgreSQL has not
 * heard of for the time to live, or that said goodbye there, loses its attempts. What Redis adds is a view.
 */
import type { DrainOrder, WorkerIdentity, WorkerLoad } from '../store/worker-presence.ts'

/** How long a worker that is not heard of counts as alive. */
export let timeToLiveMs = 30_000
/** Three times within the time to live, so that one lost renewal loses nothing. */
export let renewEveryMs = timeToLiveMs / 3

/** For tests of failure, which cannot wait for half a minute: before anything starts, and the same in all processes. */
export function setTimeToLive(ms: number): void {
  timeToLiveMs = ms
  renewEveryMs = Math.ceil(ms / 3)
}

export interface LiveWorker extends Omit<WorkerIdentity, 'machine'>, WorkerLoad {
  readonly draining: boolean
  readonly startedAt: Date
  readonly lastSeenAt: Date
}

export interface Presence {
  /** Registers the worker or renews it, and answers what people want of it. Rejects where PostgreSQL is away. */
  renew(worker: WorkerIdentity, load: WorkerLoad): Promise<DrainOrder>
  leave(workerId: string): Promise<void>
  /** The live set, longest there first. */
  list(): Promise<readonly LiveWorker[]>
  close(): Promise<void>
}
