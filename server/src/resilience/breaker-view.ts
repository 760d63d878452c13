/** How a breaker stands, as people are shown it. */

export type BreakerState = 'closed' | 'open' | 'half-open'

export interface BreakerView {
  readonly name: string
  /** `closed`: calls go through. `open`: they are refused at once. `half-open`: the next one is a try. */
  readonly state: BreakerState
  /** ISO 8601: since when it stands like this. */
  readonly since: string
  /** Failed calls since the last one that was answered. */
  readonly failures: number
  readonly lastError: { readonly message: string; readonly at: string } | null
  /** ISO 8601: when the next call is let through; null while all are. */
  readonly retryAt: string | null
}
