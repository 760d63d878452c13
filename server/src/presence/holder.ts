/** For jobs that come round again and again in every process, and are to run in one of them. */
import type { Lease, LeaseLock } from './lock.ts'

export interface Held {
  /** For statements that refuse whoever comes with a smaller one. */
  readonly token: number
  /**
   * Asks the lock, and keeps the lease for another time to live. To be asked before each act that must not be
   * done by two: the process may have stood still since it was asked last, and somebody else be at it.
   */
  isStillHeld(): Promise<boolean>
}

export interface Holder {
  /**
   * Does the work where this process holds the lease or can take it; answers whether it did. The lease is kept
   * afterwards, so whoever comes round more often than the time to live stays the holder. Rejects where the
   * lock's store does not answer, and as the work does.
   */
  runAsHolder(work: (held: Held) => Promise<void>): Promise<boolean>
  /** Lets the next one in at once, for a process that stops. */
  release(): Promise<void>
}

/** One object for each job and process: it remembers the lease between two rounds. */
export function createHolder(lock: LeaseLock, job: { name: string; ttlMs: number }): Holder {
  let lease: Lease | null = null
  /** True while this very lease, and not a later one, is held. */
  const keep = async (held: Lease) => {
    if (lease !== held) return false
    if (await held.renew()) return true
    if (lease === held) lease = null
    return false
  }
  const hold = async () => {
    if (lease !== null && (await keep(lease))) return lease
    lease = await lock.tryAcquire(job.name, job.ttlMs)
    return lease
  }
  return {
    runAsHolder: async (work) => {
      const held = await hold()
      if (held === null) return false
      await work({ token: held.token, isStillHeld: () => keep(held) })
      return true
    },
    release: async () => {
      const held = lease
      lease = null
      await held?.release()
    },
  }
}
