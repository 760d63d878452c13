/** Slows down whoever guesses passwords: so many failures by an address or for an account, then a pause. */

export interface SignInLimit {
  /** Seconds to wait before the next try; 0 where it may be made now. */
  waitSeconds(keys: readonly string[], nowMs: number): number
  recordFailure(keys: readonly string[], nowMs: number): void
  /** For a try that says nothing about the password. */
  takeBack(keys: readonly string[]): void
  forget(keys: readonly string[]): void
}

const MAX_FAILURES = 10
const WINDOW_MS = 60_000
/** Beyond this somebody makes up accounts; forgetting the oldest frees nobody who is being guessed at now. */
const MAX_KEYS = 10_000

export function createSignInLimit(): SignInLimit {
  const failures = new Map<string, { count: number; until: number }>()
  const current = (key: string, nowMs: number) => {
    const entry = failures.get(key)
    return entry === undefined || entry.until <= nowMs ? null : entry
  }
  return {
    waitSeconds: (keys, nowMs) => {
      const waits = keys.map((key) => {
        const entry = current(key, nowMs)
        return entry === null || entry.count < MAX_FAILURES ? 0 : Math.ceil((entry.until - nowMs) / 1000)
      })
      return Math.max(0, ...waits)
    },
    recordFailure: (keys, nowMs) => {
      for (const key of keys) {
        const entry = current(key, nowMs) ?? { count: 0, until: nowMs + WINDOW_MS }
        failures.delete(key)
        failures.set(key, { ...entry, count: entry.count + 1 })
      }
      for (const oldest of failures.keys()) {
        if (failures.size <= MAX_KEYS) return
        failures.delete(oldest)
      }
    },
    takeBack: (keys) => {
      for (const key of keys) {
        const entry = failures.get(key)
        if (entry !== undefined) failures.set(key, { ...entry, count: entry.count - 1 })
      }
    },
    forget: (keys) => {
      for (const key of keys) failures.delete(key)
    },
  }
}
