/** The open run, for every part of its page, and the hooks by which a part hears only of what it shows. */

import type { ExecutionState, NodeRecord } from '@heddle/core/execution/state.ts'
import { isFinal, type NodeStatus } from '@heddle/core/execution/status.ts'
import { createContext, use, useCallback, useSyncExternalStore } from 'react'
import { useGraphSelection } from '../../graph-view/use-graph.ts'
import { useNow } from '../../ui/use-now.ts'
import { toShownStatus } from './core/card-line.ts'
import type { Track } from './core/track.ts'
import type { RunDetail } from './queries.ts'
import type { RunModel } from './run-model.ts'
import type { RunScreenState } from './use-screen-state.ts'

export interface OpenRun {
  readonly model: RunModel
  readonly detail: RunDetail
  readonly screen: RunScreenState
}

const RunContext = createContext<OpenRun | null>(null)

export const RunProvider = RunContext.Provider

export function useRun(): OpenRun {
  const run = use(RunContext)
  if (run === null) throw new Error('This part of the run view is drawn outside of it')
  return run
}

/** The live state, drawn anew at most once a frame. */
export function useLiveState(): ExecutionState {
  const { live } = useRun().model
  useSyncExternalStore(live.subscribe, live.version)
  return live.state()
}

/** One node's live record; only its own changes draw anew. */
export function useLiveNode(index: number): NodeRecord {
  const { live } = useRun().model
  const subscribe = useCallback((listener: () => void) => live.subscribeNode(index, listener), [live, index])
  return useSyncExternalStore(subscribe, () => live.state().getNode(index))
}

/** One node's status at the moment that the page shows: now, or in the past. */
export function useShownStatus(index: number): NodeStatus {
  const { model } = useRun()
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [model.live.subscribe(listener), model.travel.subscribe(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [model],
  )
  return useSyncExternalStore(subscribe, () => {
    const state = model.shownState()
    return toShownStatus(state.getNode(index), state.status)
  })
}

export function useTravel() {
  const { travel } = useRun().model
  return useSyncExternalStore(travel.subscribe, travel.state)
}

/** The server's time; it ticks only while `isTicking`. */
export function useServerNow(isTicking: boolean): number {
  const { clock } = useRun().model
  return clock.toServerTime(useNow(isTicking ? 200 : null))
}

export function useChosenNodes(): ReadonlySet<string> {
  return useGraphSelection(useRun().model.graph).nodes
}

/** The one chosen node's index, or null where none or several are chosen. */
export function useChosenIndex(): number | null {
  const { model } = useRun()
  const { nodes } = useGraphSelection(model.graph)
  const [id] = nodes.size === 1 ? nodes : []
  return id === undefined ? null : (model.plan.indexOf.get(id) ?? null)
}

export function useIsFinal(): boolean {
  const { live } = useRun().model
  return useSyncExternalStore(live.subscribe, () => isFinal(live.state().status))
}

/** One node's spans of time. */
export function useTrack(index: number): Track {
  const { model } = useRun()
  return useSyncExternalStore(model.live.subscribe, () => model.tracks.get(model.live.state(), index))
}

export function useIsPaused(): boolean {
  const { live } = useRun().model
  return useSyncExternalStore(live.subscribe, () => live.state().status === 'paused')
}
