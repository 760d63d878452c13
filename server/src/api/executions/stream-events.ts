/** All events of an execution behind a sequence number, then the live ones, until it is over. */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { Bus } from '../../bus/bus.ts'
import type { Queryable } from '../../store/queryable.ts'
import { createBell } from './bell.ts'
import { followEvents } from './event-follower.ts'
import { rideOut } from './ride-out.ts'

export interface StreamEvents {
  readonly executionId: string
  readonly after: number
  readonly signal: AbortSignal
}

const CHECK_MS = 5_000

export async function* streamEvents(
  parts: { readonly db: Queryable; readonly bus: Bus },
  { executionId, after, signal }: StreamEvents,
): AsyncGenerator<readonly ExecutionEvent[]> {
  const bell = createBell()
  const follower = await followEvents(parts, { executionId, after, onNews: bell.ring })
  signal.addEventListener('abort', bell.ring)
  try {
    // Also says at once whether there is nothing more to come.
    await follower.countBehind()
    while (!signal.aborted) {
      const events = await rideOut(() => follower.next(), bell.wait)
      if (events !== null && events.length > 0) yield events
      else if (follower.isAtEnd) return
      else if (!follower.mayBeBehind) await bell.wait(CHECK_MS)
    }
  } finally {
    signal.removeEventListener('abort', bell.ring)
    await follower.close()
  }
}
