/** What being paused means for the nodes of this run right now. */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import { plural } from '../../../ui/format-count.ts'
import { countItemsUnderWay } from './items-under-way.ts'

/** Cost O(nodes): for a state that stands nearly still. */
export function toPauseWords(state: ExecutionState): string {
  const { held, items } = count(state)
  const { running } = state.counts
  if (running > 0) {
    const words = running === 1 ? '1 node runs to its end' : `${plural(running, 'node')} run to their end`
    return `${words}; nothing new starts`
  }
  if (items > 0) return 'Its nested runs pause with it; nothing new starts'
  return held === 0 ? 'Nothing runs' : `Nothing runs; ${plural(held, 'node')} held back`
}

/** Nodes that would be on a worker, or on their way to one, if the run were not paused; and items under way. */
function count(state: ExecutionState): { held: number; items: number } {
  let held = 0
  for (const { index } of state.plan.nodes) {
    const { status } = state.getNode(index)
    if (status === 'queued' || status === 'retrying') held += 1
  }
  return { held, items: countItemsUnderWay(state) }
}

export type PauseEvent = ExecutionEvent<'execution_paused'>

interface EventsBySeq {
  at(seq: number): ExecutionEvent | undefined
}

/** A pause that lasts is among the last events: no more than these are looked through. */
const searched = 2_000

/** The event that began the pause; null where it is not known here. */
export function findPause(log: EventsBySeq, last: number): PauseEvent | null {
  for (let seq = last; seq > Math.max(0, last - searched); seq -= 1) {
    const event = log.at(seq)
    if (event?.type === 'execution_paused') return event
  }
  return null
}
