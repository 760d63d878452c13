/** Plays commands against a document, one after the other, for the tests of `decide`. */
import type { WorkflowDocument } from '../definition/workflow-document.ts'
import type { Command, StartExecution } from '../execution/command.ts'
import { decide } from '../execution/decide.ts'
import type { Refusal } from '../execution/decision.ts'
import type { ExecutionEvent, NodeError } from '../execution/event.ts'
import { fold } from '../execution/evolve.ts'
import { type ExecutionState, emptyState } from '../execution/state.ts'
import { compilePlan } from '../plan/compile-plan.ts'

export const t0 = Date.UTC(2026, 0, 1)
export const start: StartExecution = {
  type: 'start-execution',
  now: t0,
  workflowId: 'w',
  version: 1,
  trigger: 'manual',
  startedBy: null,
  retryOf: null,
  priority: 0,
  kept: [],
}
export const thrown: NodeError = { code: 'THROWN', message: 'no', retryable: true }
export const attempt = (nodeIndex: number, number = 1) => ({
  nodeIndex,
  attempt: number,
  workerId: 'w1',
  now: t0,
})
export const startAttempt = (nodeIndex: number, number = 1): Command => ({
  type: 'start-attempt',
  ...attempt(nodeIndex, number),
})
export const complete = (nodeIndex: number, more: object = {}): Command => ({
  type: 'complete-attempt',
  ...attempt(nodeIndex),
  port: 'success',
  output: { kind: 'inline', value: 1 },
  ...more,
})
export const fail = (nodeIndex: number, more: object = {}): Command => ({
  type: 'fail-attempt',
  ...attempt(nodeIndex),
  error: thrown,
  random: 0.5,
  ...more,
})

/** Submits commands one after the other and returns the state and the events of the last one. */
export function play(
  document: WorkflowDocument,
  ...commands: Command[]
): { state: ExecutionState; last: string[] } {
  const state = emptyState(compilePlan(document))
  let last: readonly ExecutionEvent[] = []
  for (const command of commands) {
    const decision = decide(state, command)
    if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.refusal}`)
    last = decision.events
    fold(state, decision.events)
  }
  return { state, last: last.map((event) => [event.type, event.nodeId].filter(Boolean).join(' ')) }
}

export function refusalOf(document: WorkflowDocument, ...commands: Command[]): Refusal | null {
  const { state } = play(document, ...commands.slice(0, -1))
  const decision = decide(state, commands.at(-1) ?? start)
  return decision.ok ? null : decision.refusal
}
