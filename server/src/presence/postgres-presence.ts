/** Presence kept in the table `workers`: right for a laptop, enough for a fleet without Redis. */

import type { Queryable } from '../store/queryable.ts'
import { closePresence, renewPresence } from '../store/worker-presence.ts'
import { listWorkerRows } from '../store/worker-rows.ts'
import { type Presence, timeToLiveMs } from './presence.ts'

export function createPostgresPresence(db: Queryable): Presence {
  return {
    renew: (worker, load) => renewPresence(db, worker, load),
    leave: (workerId) => closePresence(db, [workerId]),
    list: async () => (await listWorkerRows(db, timeToLiveMs)).filter((row) => row.stoppedAt === null),
    close: () => Promise.resolve(),
  }
}
