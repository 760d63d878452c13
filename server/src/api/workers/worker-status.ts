/** What a worker's row says of it. A worker may be late and draining at once: what needs a look comes first. */
import { renewEveryMs, timeToLiveMs } from '../../presence/presence.ts'
import type { WorkerStatus } from './worker-shapes.ts'

/** Half a renewal more than it should be: a busy machine is not late yet. */
const lateAfter = 1.5

export interface SeenWorker {
  readonly stoppedAt: Date | null
  readonly silentMs: number
  readonly draining: boolean
}

export function toWorkerStatus({ stoppedAt, silentMs, draining }: SeenWorker): WorkerStatus {
  if (stoppedAt !== null) return 'stopped'
  if (silentMs > timeToLiveMs) return 'lost'
  if (silentMs > renewEveryMs * lateAfter) return 'late'
  return draining ? 'draining' : 'live'
}
