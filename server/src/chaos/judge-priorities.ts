/**
 * The more urgent goes first: once those who start nodes can have heard of one that waits, they start less urgent ones
 * for no longer than its delivery may take. Which is short while all is well, and as long as a dead process may keep
 * what it had fetched while it is not.
 */
import type { Violation } from './violation.ts'
import { type RunHistory, timeOf, type WireEvent } from './wire-event.ts'

export interface Urgency {
  /** An execution's counts before a node's; higher is more urgent. */
  readonly priority: number
  /** True where something else than the queue may hold it back, which no event tells. */
  readonly isHeldBack: boolean
}

/** Milliseconds since 1970. */
export interface Period {
  readonly from: number
  readonly to: number
}

export interface ExpectedOrder {
  /** Null for those whose urgency nobody here knows. */
  readonly urgencyOf: (history: RunHistory, nodeId: string) => Urgency | null
  /** When the fleet was harmed. */
  readonly harmed: readonly Period[]
}

/** The queue of a chaos run delivers up to so long after it was a task's turn. */
const DELIVERY_MS = 1_500
/**
 * Others hear of it within 100 ms, and may have fetched less urgent ones that they start within 200 ms more, or as much
 * later as those are delivered. The rest is for processes that share a small machine.
 */
const UNHEARD_MS = DELIVERY_MS + 1_000
/** When its turn has come it may be delivered late itself. */
const LATE_MS = DELIVERY_MS + 1_000
/** 10 s until what a dead process had fetched is free, twice over, and as long again for what stands still meanwhile. */
const HARMED_MS = 40_000
/** After the last fault all is well again. */
const RECOVERY_MS = 5_000
/** Clocks of several processes, rounded. */
const TOLERANCE_MS = 50

interface Wait extends Period {
  readonly history: RunHistory
  readonly event: WireEvent
  readonly priority: number
}

interface Start {
  readonly at: number
  readonly priority: number
  readonly executionId: string
}

export function judgePriorities(
  histories: readonly RunHistory[],
  { urgencyOf, harmed }: ExpectedOrder,
): Violation[] {
  const waits: Wait[] = []
  const starts: Start[] = []
  for (const history of histories) {
    // Its nodes are held back, and from when on cannot be told to the millisecond.
    const wasPaused = history.events.some(({ type }) => type === 'execution_paused')
    const queued = new Map<string, WireEvent>()
    for (const event of history.events) {
      if (event.node_id === null) continue
      const urgency = urgencyOf(history, event.node_id)
      if (urgency === null) continue
      const since = queued.get(event.node_id)
      queued.delete(event.node_id)
      if (event.type === 'node_queued') queued.set(event.node_id, event)
      const { priority, isHeldBack } = urgency
      if (event.type === 'node_started')
        starts.push({ at: timeOf(event), priority, executionId: history.executionId })
      if (since === undefined || isHeldBack || wasPaused) continue
      const wait = { history, event: since, priority, from: timeOf(since), to: timeOf(event) }
      if (wait.to - wait.from > UNHEARD_MS + LATE_MS) waits.push(wait)
    }
  }
  starts.sort((a, b) => a.at - b.at)
  return waits.flatMap((wait) => judgeWait(wait, starts, harmed))
}

function judgeWait(wait: Wait, starts: readonly Start[], harmed: readonly Period[]): Violation[] {
  const { history, event, from, to, priority } = wait
  const isCalm = !harmed.some((harm) => harm.from <= from && from < harm.to + RECOVERY_MS)
  const calmTo = isCalm
    ? Math.min(to, ...harmed.flatMap((harm) => (harm.from > from ? [harm.from] : [])))
    : from
  const overtaking = listStarts(starts, { from: from + UNHEARD_MS, to }).filter(
    (start) => start.priority < priority,
  )
  const [first] = overtaking
  if (first === undefined) return []
  const isTooLong = ({ at }: Start) => at - first.at > (at < calmTo ? LATE_MS : HARMED_MS)
  if (!overtaking.some(isTooLong)) return []
  const { executionId } = history
  const detail =
    `${event.seq} ${event.node_id} (${priority}) waited ${to - from} ms and was overtaken ${overtaking.length} times, ` +
    `after ${first.at - from} ms by a node of ${first.executionId} (${first.priority})`
  return [{ rule: 'the more urgent goes first', executionId, detail, with: [first.executionId] }]
}

function listStarts(starts: readonly Start[], { from, to }: Period): Start[] {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle]?.at ?? 0) <= from) low = middle + 1
    else high = middle
  }
  const found: Start[] = []
  for (let at = low; at < starts.length; at += 1) {
    const start = starts[at]
    if (start === undefined || start.at >= to - TOLERANCE_MS) break
    found.push(start)
  }
  return found
}
