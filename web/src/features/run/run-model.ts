/** Everything that one open run keeps outside React: what arrived, where the page stands in time, what the canvas shows. */

import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { type ExecutionState, emptyState } from '@heddle/core/execution/state.ts'
import { compilePlan, type Plan } from '@heddle/core/plan/compile-plan.ts'
import { GraphStore } from '../../graph-view/graph-store.ts'
import { type CanvasSync, createCanvasSync } from './canvas-sync.ts'
import { createLiveExecution, type LiveExecution } from './core/live-execution.ts'
import { createLogBook, type LogBook } from './core/log-book.ts'
import { createReplay } from './core/replay.ts'
import { toRunGraph } from './core/run-graph.ts'
import { createStreamClock, type StreamClock } from './core/stream-clock.ts'
import { createTrackBook, type TrackBook } from './core/track-book.ts'
import { createHistoryWish, type HistoryWish } from './history-wish.ts'
import { onNextFrame } from './next-frame.ts'
import type { RunDetail } from './queries.ts'
import { createTravel, type Travel } from './travel.ts'

export interface RunModel {
  readonly executionId: string
  readonly plan: Plan
  readonly types: ReadonlyMap<string, NodeTypeDeclaration>
  readonly live: LiveExecution
  readonly logs: LogBook
  readonly clock: StreamClock
  readonly tracks: TrackBook
  readonly travel: Travel
  readonly history: HistoryWish
  readonly graph: GraphStore
  readonly canvas: CanvasSync
  /** The state that the page shows: the live one, or that of the moment travelled to. */
  shownState(): ExecutionState
  /** The moment that the page shows, in the server's time. */
  shownNow(): number
}

export function createRunModel(detail: RunDetail, declarations: readonly NodeTypeDeclaration[]): RunModel {
  const plan = compilePlan(detail.document)
  const types = new Map(declarations.map((declaration) => [declaration.type, declaration]))
  const live = createLiveExecution({ initial: emptyState(plan), schedule: onNextFrame })
  const replay = createReplay(plan, live.log)
  const travel = createTravel(live)
  const clock = createStreamClock()
  const graph = new GraphStore()
  graph.replace(toRunGraph(detail.document, plan, types))
  return {
    executionId: detail.executionId,
    plan,
    types,
    live,
    clock,
    travel,
    history: createHistoryWish(),
    graph,
    logs: createLogBook(onNextFrame),
    tracks: createTrackBook(live.log),
    canvas: createCanvasSync(graph, types),
    shownState() {
      const { seq } = travel.state()
      return seq === null ? live.state() : replay.stateAt(seq)
    },
    shownNow() {
      const { seq } = travel.state()
      const event = seq === null ? undefined : live.log.at(Math.max(1, seq))
      return event === undefined ? clock.toServerTime(Date.now()) : Date.parse(event.timestamp)
    },
  }
}
