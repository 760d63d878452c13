/** Writes down how busy the fleet is, as often as workers renew: made with the sweep, so one process does it for all. */
import type { QueueDepth } from '../queue/task-queue.ts'
import { keepFleetLoad } from '../store/fleet-load.ts'
import type { Queryable } from '../store/queryable.ts'
import { timeToLiveMs } from './presence.ts'

interface LoadLookDeps {
  readonly db: Queryable
  /** What waits for the workers of all processes. */
  readonly depth: () => Promise<QueueDepth>
}

/** The sweep comes more often than a row is due. */
const everyMs = 9_000

export function createLoadLook({ db, depth }: LoadLookDeps): () => Promise<void> {
  let keptAt = Number.NEGATIVE_INFINITY
  return async () => {
    const now = performance.now()
    if (now - keptAt < everyMs) return
    keptAt = now
    const queue = await depth().catch(() => null)
    await keepFleetLoad(db, { silentForMs: timeToLiveMs, waiting: queue?.tasks ?? null })
  }
}
