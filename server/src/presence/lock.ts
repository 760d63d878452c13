/**
 * The lock port: one holder at a time for a named job, for a time. Two kinds of safety, neither enough alone:
 * a lease that ends frees the job of a holder that vanished, and the fencing token, greater with each holder,
 * unmasks one that slept through its own end. Work behind a lock must stay right when two do it at once.
 */

export interface Lease {
  /** Greater than that of every lease of this name before it. */
  readonly token: number
  /** Lasts for the time to live anew; false when the lease is over, and then it stays over. */
  renew(): Promise<boolean>
  /** Lets the next one in at once. A lease that is over already is left alone. */
  release(): Promise<void>
}

export interface LeaseLock {
  /** Null while another lease of this name lasts. Rejects where the store behind it does not answer. */
  tryAcquire(name: string, ttlMs: number): Promise<Lease | null>
}
