/**
 * Events as the bus brings them: late, twice, out of order, or not at all. Hands out what follows without a
 * gap, and says when something is missing. Pure: who reads what is missing is not its business.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'

export interface EventFeed {
  push(events: readonly ExecutionEvent[]): void
  /** What follows `after` without a gap. `isMissing` is true when more came that does not follow. */
  take(after: number): { events: ExecutionEvent[]; isMissing: boolean }
}

/** A reader this far behind is better served by the database than by a list that grows. */
const MAX_BUFFERED = 2_000

export function createEventFeed(): EventFeed {
  let buffered: ExecutionEvent[] = []
  let isOverflown = false
  return {
    push: (events) => {
      if (buffered.length + events.length > MAX_BUFFERED) {
        buffered = []
        isOverflown = true
      } else buffered.push(...events)
    },
    take: (after) => {
      const ahead = buffered.filter(({ seq }) => seq > after)
      if (!isAscending(ahead)) ahead.sort((a, b) => a.seq - b.seq)
      const events: ExecutionEvent[] = []
      let seq = after
      let read = 0
      for (const event of ahead) {
        if (event.seq > seq + 1) break
        read += 1
        if (event.seq === seq) continue
        seq = event.seq
        events.push(event)
      }
      buffered = ahead.slice(read)
      const isMissing = isOverflown || buffered.length > 0
      isOverflown = false
      return { events, isMissing }
    },
  }
}

function isAscending(events: readonly ExecutionEvent[]): boolean {
  return events.every((event, index) => index === 0 || event.seq > (events[index - 1]?.seq ?? 0))
}
