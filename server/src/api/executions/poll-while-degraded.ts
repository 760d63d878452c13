/**
 * Asks the database in place of a bus that does not deliver: once a second while it is degraded, and once more when
 * it is back, for what was published while subscriptions were made again.
 */
import type { Bus } from '../../bus/bus.ts'

const POLL_MS = 1_000

/** The result ends it. */
export function pollWhileDegraded(bus: Pick<Bus, 'health'>, poll: () => void): () => void {
  let { status, interruptions } = bus.health()
  const timer = setInterval(() => {
    const now = bus.health()
    if (now.status !== 'ok' || status !== 'ok' || now.interruptions !== interruptions) poll()
    status = now.status
    interruptions = now.interruptions
  }, POLL_MS)
  return () => clearInterval(timer)
}
