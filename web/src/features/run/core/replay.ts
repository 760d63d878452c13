/**
 * The run as it was after any of its events, folded with the core's `evolve`. Going on folds one event; going
 * back folds from the nearest kept state, so a step costs the same wherever the slider stands.
 */
import { evolve } from '@heddle/core/execution/evolve.ts'
import { draftOf, type ExecutionState, emptyState } from '@heddle/core/execution/state.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import type { EventLog } from './event-log.ts'

export interface Replay {
  /** The state after event `seq`; the log must be complete up to there. */
  stateAt(seq: number): ExecutionState
}

/** At least so many events lie between kept states; more in huge plans, where each kept state costs more. */
const leastKept = 500

export function createReplay(plan: Plan, log: EventLog): Replay {
  const keepEvery = Math.max(leastKept, plan.nodes.length)
  const kept: ExecutionState[] = [emptyState(plan)]
  let current: ExecutionState | null = null

  function keptBefore(seq: number): ExecutionState {
    const wanted = Math.floor(seq / keepEvery)
    for (let at = kept.length; at <= wanted; at += 1) {
      kept[at] = foldTo(copyOf(kept[at - 1] ?? emptyState(plan)), log, at * keepEvery)
    }
    return kept[wanted] ?? emptyState(plan)
  }

  return {
    stateAt(wanted) {
      const seq = Math.max(0, Math.min(wanted, log.completeTo()))
      if (current === null || current.seq > seq || seq - current.seq > keepEvery)
        current = draftOf(keptBefore(seq))
      return foldTo(current, log, seq)
    },
  }
}

function foldTo(state: ExecutionState, log: EventLog, seq: number): ExecutionState {
  for (let event = log.at(state.seq + 1); event && state.seq < seq; event = log.at(state.seq + 1)) {
    evolve(state, event)
  }
  return state
}

/** A flat copy: drafts on drafts would grow slower with every kept state. */
function copyOf(state: ExecutionState): ExecutionState {
  const copy = emptyState(state.plan)
  for (const { index } of state.plan.nodes) copy.setNode(index, state.getNode(index))
  const { getNode, setNode } = copy
  return { ...state, getNode, setNode }
}
