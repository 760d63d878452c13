/**
 * Locks on Redis, and on PostgreSQL while Redis is away. Around a loss two may hold a name for a time to live;
 * see `lock.ts`. Tokens follow the clocks of both stores, so they grow from one to the other as well.
 */
import type { Lease, LeaseLock } from './lock.ts'

export function createFallbackLock(first: LeaseLock, second: LeaseLock): LeaseLock {
  return {
    async tryAcquire(name, ttlMs) {
      try {
        return await first.tryAcquire(name, ttlMs)
      } catch {
        const lease = await second.tryAcquire(name, ttlMs)
        return lease && untilBack(lease, () => first.tryAcquire(name, ttlMs))
      }
    },
  }
}

/** A lease that ends with its first renewal after Redis is back: from then on the others ask there. */
function untilBack(lease: Lease, ask: () => Promise<Lease | null>): Lease {
  const renew = async () => {
    const asked = await ask().then(
      (answer) => ({ answer }),
      () => null,
    )
    if (asked === null) return lease.renew()
    // Whoever comes next takes it there, most likely the same process at once.
    await Promise.all([lease.release(), asked.answer?.release()])
    return false
  }
  return { ...lease, renew }
}
