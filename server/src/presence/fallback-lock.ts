/** Locks on Redis, and on PostgreSQL while Redis is away. Around a loss two may hold a name: see `lock.ts`. */
import type { LeaseLock } from './lock.ts'

export function createFallbackLock(first: LeaseLock, second: LeaseLock): LeaseLock {
  return {
    async tryAcquire(name, ttlMs) {
      try {
        return await first.tryAcquire(name, ttlMs)
      } catch {
        return second.tryAcquire(name, ttlMs)
      }
    },
  }
}
