/** A decision in the making: events are drawn up one after the other, each already folded into the draft. */
import { planNode } from '../plan/compile-plan.ts'
import type { EventData, EventType, ExecutionEvent } from './event.ts'
import { evolve } from './evolve.ts'
import { draftOf, type ExecutionState } from './state.ts'

/** Why a command changes nothing. A refusal is an answer, not an error: the caller goes on without it. */
export type Refusal =
  | 'already-started'
  | 'execution-final'
  | 'execution-paused'
  | 'execution-not-running'
  | 'execution-not-paused'
  | 'node-not-queued'
  | 'node-not-waiting'
  | 'attempt-not-next'
  | 'attempt-not-held'
  | 'no-free-slot'
  | 'not-due'

export type Decision =
  | { readonly ok: true; readonly events: readonly ExecutionEvent[] }
  | { readonly ok: false; readonly refusal: Refusal }

export interface Deciding {
  /** The execution as it stands after the events so far. */
  readonly draft: ExecutionState
  readonly events: ExecutionEvent[]
  readonly timestamp: string
}

export function beginDecision(state: ExecutionState, now: number): Deciding {
  return { draft: draftOf(state), events: [], timestamp: toTimestamp(now) }
}

/** ISO 8601 in UTC with milliseconds. */
export function toTimestamp(ms: number): string {
  return new Date(ms).toISOString()
}

export function refuse(refusal: Refusal): Decision {
  return { ok: false, refusal }
}

export function conclude(deciding: Deciding): Decision {
  return { ok: true, events: deciding.events }
}

export function emitForExecution<T extends EventType>(deciding: Deciding, type: T, data: EventData[T]): void {
  emit(deciding, { type, nodeId: null, attempt: null, data })
}

/** Emits an event about a node; `attempt` is null where the event is not about one attempt. */
export function emitForNode<T extends EventType>(
  deciding: Deciding,
  about: { nodeIndex: number; attempt: number | null },
  fact: { type: T; data: EventData[T] },
): void {
  const nodeId = planNode(deciding.draft.plan, about.nodeIndex).id
  emit(deciding, { type: fact.type, nodeId, attempt: about.attempt, data: fact.data })
}

function emit(
  deciding: Deciding,
  fact: Pick<ExecutionEvent, 'nodeId' | 'attempt'> & { type: EventType; data: unknown },
): void {
  const event = { seq: deciding.draft.seq + 1, timestamp: deciding.timestamp, ...fact } as ExecutionEvent
  evolve(deciding.draft, event)
  deciding.events.push(event)
}
