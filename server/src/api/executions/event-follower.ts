/**
 * Reads the events of one execution as they are committed, each once and in order. The bus is listened to
 * first, then the database is asked, so that nothing falls between; a gap is filled from the database, and
 * now and then, more often while the bus does not deliver, it is asked whether a notice got lost.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import type { Bus } from '../../bus/bus.ts'
import { findExecutionProgress } from '../../store/find-execution-progress.ts'
import { listEventRows } from '../../store/list-events.ts'
import type { Queryable } from '../../store/queryable.ts'
import type { ExecutionMessage } from '../bus-messages.ts'
import { createEventFeed } from './event-feed.ts'
import { isFinalEvent } from './is-final-event.ts'
import { pollWhileDegraded } from './poll-while-degraded.ts'

export interface EventFollower {
  /** The next events, at most a page; none when nothing new is known. */
  next(): Promise<readonly ExecutionEvent[]>
  /** Goes on behind this event, after a snapshot was given in place of what came before. */
  skipTo(seq: number, isAtEnd: boolean): void
  /** How many events the database has beyond those that were given out; below 0 for a reader of another history. */
  countBehind(): Promise<number>
  /** True where one read may not have been enough to catch up. */
  readonly mayBeBehind: boolean
  /** True when the execution is final and every event of it was given out. */
  readonly isAtEnd: boolean
  close(): Promise<void>
}

export interface FollowEvents {
  readonly executionId: string
  /** Number of the last event that the reader has. */
  readonly after: number
  /** Called when `next` may have something. */
  readonly onNews: () => void
}

const PAGE = 1_000
/** How often the database is asked whether the bus kept something back. */
const CHECK_MS = 5_000

export async function followEvents(
  parts: { readonly db: Queryable; readonly bus: Bus },
  { executionId, after, onNews }: FollowEvents,
): Promise<EventFollower> {
  const feed = createEventFeed()
  let seq = after
  let mustRead = true
  let mustCheck = false
  let isEnding = false
  let isAtEnd = false
  let checkedAt = Date.now()
  const unsubscribe = await parts.bus.subscribe(`execution:${executionId}`, (message) => {
    feed.push((message as Partial<ExecutionMessage>).events ?? [])
    onNews()
  })
  const stopPolling = pollWhileDegraded(parts.bus, () => {
    mustCheck = true
    onNews()
  })
  const advance = (events: readonly ExecutionEvent[]) => {
    seq = events.at(-1)?.seq ?? seq
    isEnding ||= events.some(isFinalEvent)
    return events
  }
  const readPage = async () => {
    const events = await listEventRows(parts.db, { executionId, after: seq, limit: PAGE })
    mustRead = events.length === PAGE
    if (isEnding && events.length === 0) isAtEnd = true
    return advance(events)
  }
  const check = async () => {
    checkedAt = Date.now()
    mustCheck = false
    const progress = await findExecutionProgress(parts.db, executionId)
    if (progress === null) isAtEnd = true
    else if (progress.last_seq > seq) mustRead = true
    else if (isFinal(progress.status)) isAtEnd = true
    return (progress?.last_seq ?? seq) - seq
  }
  return {
    next: async () => {
      if (mustRead) return readPage()
      const { events, isMissing } = feed.take(seq)
      mustRead = isMissing
      if (events.length > 0) return advance(events)
      // What was decided about lost attempts may still follow the end: one read more makes sure.
      if (mustRead || isEnding) return readPage()
      if (!mustCheck && Date.now() - checkedAt < CHECK_MS) return []
      await check()
      return mustRead ? readPage() : []
    },
    skipTo: (to, atEnd) => {
      seq = to
      mustRead = false
      isEnding = atEnd
    },
    countBehind: check,
    get mayBeBehind() {
      return mustRead
    },
    get isAtEnd() {
      return isAtEnd
    },
    close: async () => {
      stopPolling()
      await unsubscribe()
    },
  }
}
