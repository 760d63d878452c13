/**
 * Locks in the table `leases`. The first choice for what works on PostgreSQL anyway, such as sweep and timers:
 * whoever cannot reach it could not do the work either, and it knows nothing of a flushed or lost Redis.
 */

import { acquireLease, releaseLease, renewLease } from '../store/leases.ts'
import type { Queryable } from '../store/queryable.ts'
import type { LeaseLock } from './lock.ts'

/** `holder` is for people who look into the table: the lock goes by the token. */
export function createPostgresLock(db: Queryable, holder: string): LeaseLock {
  return {
    tryAcquire: async (name, ttlMs) => {
      const token = await acquireLease(db, { name, holder, ttlMs })
      if (token === null) return null
      const key = { name, token }
      return {
        token,
        renew: () => renewLease(db, key, ttlMs),
        release: () => releaseLease(db, key),
      }
    },
  }
}
