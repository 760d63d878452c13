/**
 * The events of one execution as far as this page knows them, by sequence number. Pages of history and live
 * batches arrive in any order and may repeat; what is missing follows from arithmetic alone.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'

export interface EventLog {
  /** Keeps events that were not known; returns how many those were. */
  add(events: readonly ExecutionEvent[]): number
  /** The event with this number, if it is known. */
  at(seq: number): ExecutionEvent | undefined
  /** All events from 1 up to this number are known. */
  completeTo(): number
  /** The highest number that is known or was told of. */
  highest(): number
  /** Tells that the execution has at least this many events. */
  expect(seq: number): void
  /** The number after which events are missing, or null while nothing is. */
  missingAfter(): number | null
  /** Known events in order, without holes only up to `completeTo`. */
  all(): readonly ExecutionEvent[]
  /** Counts the changes: equal versions mean nothing was added. */
  version(): number
}

export function createEventLog(): EventLog {
  const bySeq: (ExecutionEvent | undefined)[] = []
  let complete = 0
  let highest = 0
  let version = 0
  let sorted: readonly ExecutionEvent[] = []
  let sortedAt = 0

  return {
    add(events) {
      let added = 0
      for (const event of events) {
        if (bySeq[event.seq - 1] !== undefined) continue
        bySeq[event.seq - 1] = event
        highest = Math.max(highest, event.seq)
        added += 1
      }
      while (bySeq[complete] !== undefined) complete += 1
      if (added > 0) version += 1
      return added
    },
    at: (seq) => bySeq[seq - 1],
    completeTo: () => complete,
    highest: () => highest,
    expect(seq) {
      highest = Math.max(highest, seq)
    },
    missingAfter: () => (complete < highest ? complete : null),
    all() {
      if (sortedAt !== version) {
        sorted = bySeq.filter((event) => event !== undefined)
        sortedAt = version
      }
      return sorted
    },
    version: () => version,
  }
}
