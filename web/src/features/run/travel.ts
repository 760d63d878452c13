/** Where the page stands in time: at the live end, or after one event of the past, perhaps playing on. */
import type { LiveExecution } from './core/live-execution.ts'

export interface TravelState {
  /** The event that was folded last; null at the live end. */
  readonly seq: number | null
  readonly isPlaying: boolean
}

export interface Travel {
  state(): TravelState
  /** Goes to just after this event; the whole history must be known. */
  goTo(seq: number): void
  step(by: 1 | -1): void
  togglePlay(): void
  goLive(): void
  subscribe(listener: () => void): () => void
}

/** A replay shows every run in about this time, whatever it took. */
const replayMs = 12_000
const leastStepMs = 33

export function createTravel(live: LiveExecution): Travel {
  const listeners = new Set<() => void>()
  let state: TravelState = { seq: null, isPlaying: false }
  let timer: ReturnType<typeof setInterval> | null = null

  const set = (next: TravelState) => {
    if (next.seq === state.seq && next.isPlaying === state.isPlaying) return
    state = next
    for (const listener of listeners) listener()
  }
  const stop = () => {
    if (timer !== null) clearInterval(timer)
    timer = null
  }
  const last = () => live.log.completeTo()
  const goTo = (seq: number, isPlaying: boolean) =>
    set({ seq: Math.max(0, Math.min(seq, last())), isPlaying })

  function play(): void {
    const perStep = Math.max(1, Math.ceil((last() * leastStepMs) / replayMs))
    const stepMs = Math.max(leastStepMs, Math.min(400, replayMs / Math.max(1, last())))
    if (state.seq === null || state.seq >= last()) goTo(0, true)
    else set({ ...state, isPlaying: true })
    timer = setInterval(() => {
      const next = (state.seq ?? 0) + perStep
      if (next < last()) goTo(next, true)
      else {
        stop()
        goTo(last(), false)
      }
    }, stepMs)
  }

  return {
    state: () => state,
    goTo(seq) {
      stop()
      goTo(seq, false)
    },
    step(by) {
      stop()
      goTo((state.seq ?? last()) + by, false)
    },
    togglePlay() {
      if (timer === null) return play()
      stop()
      set({ ...state, isPlaying: false })
    },
    goLive() {
      stop()
      set({ seq: null, isPlaying: false })
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
