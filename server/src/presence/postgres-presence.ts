/** Presence kept in the table `workers`: right for a laptop, enough for a fleet without Redis. */

import type { Queryable } from '../store/queryable.ts'
import { closePresence, renewPresence } from '../store/worker-presence.ts'
import type { Presence } from './presence.ts'

export function createPostgresPresence(db: Queryable): Presence {
  return {
    renew: (worker) => renewPresence(db, worker),
    leave: (workerId) => closePresence(db, [workerId]),
  }
}
