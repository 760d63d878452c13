/**
 * The server's clock as seen from here, and how far this page is behind it. The smallest delay ever seen is
 * taken as the way of a message; what a message needs longer than that is lag.
 */

export interface StreamClock {
  /** Notes a message that the server stamped. */
  note(message: { serverTime: number; receivedAt: number }): void
  /** The server's time at a moment of this machine. */
  toServerTime(localMs: number): number
  /** How late the last message came, in milliseconds; 0 once that is a while ago, since nothing newer is known to exist. */
  lagMs(localMs: number): number
}

/** After so long without another late message the view counts as up to date again. */
const lagMemoryMs = 3000

export function createStreamClock(): StreamClock {
  let offset: number | null = null
  let last = { lag: 0, at: 0 }
  return {
    note({ serverTime, receivedAt }) {
      const seen = serverTime - receivedAt
      offset = offset === null ? seen : Math.max(offset, seen)
      last = { lag: offset - seen, at: receivedAt }
    },
    toServerTime: (localMs) => localMs + (offset ?? 0),
    lagMs: (localMs) => (localMs - last.at > lagMemoryMs ? 0 : last.lag),
  }
}
