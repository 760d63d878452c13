/** The presence port: who is alive. A worker that renews is alive for the time to live; one that said goodbye is not. */
import type { WorkerIdentity } from '../store/worker-presence.ts'

/** A worker renews three times within its time to live, so that one lost renewal loses nothing. */
export const renewEveryMs = 10_000
export const timeToLiveMs = 30_000

export interface Presence {
  renew(worker: WorkerIdentity): Promise<void>
  leave(workerId: string): Promise<void>
}
