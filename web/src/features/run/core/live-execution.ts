/**
 * One execution as this page sees it: a state from the last snapshot, advanced by the same `evolve` as the
 * engine's. Status is never guessed here. Batches may repeat, overlap or leave a hole; the sequence numbers
 * tell. Listeners hear once a frame, and only of nodes that changed.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { evolve } from '@heddle/core/execution/evolve.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { createEventLog, type EventLog } from './event-log.ts'

/** Nodes that changed since the last frame, by index; `all` after a snapshot. */
export type Touched = ReadonlySet<number> | 'all'

export interface LiveExecution {
  state(): ExecutionState
  readonly log: EventLog
  /** Takes over a snapshot's state, unless what is known already is newer. Returns whether it did. */
  receiveSnapshot(state: ExecutionState): boolean
  /** Folds what follows, keeps what comes too early, drops what is known. */
  receiveEvents(events: readonly ExecutionEvent[]): void
  /** The number after which events are missing for the live state, or null while it can advance. */
  gapAfter(): number | null
  /** Hears of every frame with changes: the way of the canvas and of announcements. */
  subscribeFrame(listener: FrameListener): () => void
  /** Hears of one node. */
  subscribeNode(index: number, listener: () => void): () => void
  /** Hears of anything: the way of the header and the lists. */
  subscribe(listener: () => void): () => void
  /** Counts the frames with changes. */
  version(): number
}

export interface Frame {
  readonly touched: Touched
  /** Events that were folded since the last frame, in order; none after a snapshot. */
  readonly events: readonly ExecutionEvent[]
}

export type FrameListener = (frame: Frame) => void

interface LiveExecutionOptions {
  /** The state before anything was heard. */
  readonly initial: ExecutionState
  /** Calls back with the next frame. */
  readonly schedule: (flush: () => void) => void
}

export function createLiveExecution({ initial, schedule }: LiveExecutionOptions): LiveExecution {
  const log = createEventLog()
  const frameListeners = new Set<FrameListener>()
  const listeners = new Set<() => void>()
  const nodeListeners = new Map<number, Set<() => void>>()
  let state = initial
  let touched = new Set<number>()
  let isAllTouched = false
  let folded: ExecutionEvent[] = []
  let isScheduled = false
  let version = 0

  function flush(): void {
    isScheduled = false
    version += 1
    const frame: Frame = { touched: isAllTouched ? 'all' : touched, events: folded }
    touched = new Set()
    isAllTouched = false
    folded = []
    for (const listener of frameListeners) listener(frame)
    for (const listener of listeners) listener()
    const changed = frame.touched === 'all' ? nodeListeners.keys() : frame.touched
    for (const index of [...changed]) for (const listener of nodeListeners.get(index) ?? []) listener()
  }

  function askForFrame(): void {
    if (isScheduled) return
    isScheduled = true
    schedule(flush)
  }

  function advance(): void {
    for (let next = log.at(state.seq + 1); next; next = log.at(state.seq + 1)) {
      state = evolve(state, next)
      folded.push(next)
      const index = next.nodeId === null ? undefined : state.plan.indexOf.get(next.nodeId)
      if (index !== undefined) touched.add(index)
    }
  }

  return {
    state: () => state,
    log,
    receiveSnapshot(snapshot) {
      if (snapshot.seq < state.seq) return false
      state = snapshot
      log.expect(snapshot.seq)
      isAllTouched = true
      advance()
      askForFrame()
      return true
    },
    receiveEvents(events) {
      if (log.add(events) === 0) return
      advance()
      askForFrame()
    },
    gapAfter: () => (log.highest() > state.seq ? state.seq : null),
    subscribeFrame: (listener) => subscribeTo(frameListeners, listener),
    subscribe: (listener) => subscribeTo(listeners, listener),
    subscribeNode(index, listener) {
      const known = nodeListeners.get(index) ?? new Set()
      nodeListeners.set(index, known)
      const stop = subscribeTo(known, listener)
      return () => {
        stop()
        if (known.size === 0) nodeListeners.delete(index)
      }
    },
    version: () => version,
  }
}

function subscribeTo<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
