/**
 * An execution in memory: what never changes about it, and its state as of the last commit of this process. Other
 * processes may have moved it since: the guard of the commit tells, and `catch-up.ts` reads what they did.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { evolve } from '@heddle/core/execution/evolve.ts'
import type { ExecutionHeader, ExecutionState, NodeRecord } from '@heddle/core/execution/state.ts'
import type { ExecutionIdentity } from '../store/transition.ts'

type Counted = ExecutionHeader & Pick<ExecutionState, 'counts' | 'unhandledFailures'>

/** What a batch of decisions changed, so that it can be taken back when its commit does not come about. */
export interface Journal {
  readonly header: Counted
  /** Records as they were before the batch. */
  readonly before: Map<number, NodeRecord>
}

export interface LiveExecution {
  readonly id: string
  readonly identity: ExecutionIdentity
  /** Advanced in place by the group commit alone. */
  readonly state: ExecutionState
  /** Queued nodes in the order in which they became so: what may be offered when a slot of the execution is free. */
  readonly queued: Set<number>
  journal: Journal | null
}

export function toLiveExecution(
  id: string,
  identity: ExecutionIdentity,
  state: ExecutionState,
): LiveExecution {
  const execution: LiveExecution = { id, identity, state, queued: new Set(listQueued(state)), journal: null }
  const { setNode } = state
  state.setNode = (index, record) => {
    const before = execution.journal?.before
    if (before !== undefined && !before.has(index)) before.set(index, state.getNode(index))
    setNode(index, record)
  }
  return execution
}

/** Folds an event in and keeps the set of queued nodes in step. */
export function advance(execution: LiveExecution, event: ExecutionEvent): void {
  const { state } = execution
  evolve(state, event)
  const index = event.nodeId === null ? undefined : state.plan.indexOf.get(event.nodeId)
  if (index !== undefined) followQueued(execution, index)
}

/** From here on every change can be taken back. */
export function beginJournal(execution: LiveExecution): Journal {
  const { state } = execution
  const journal = { header: pickHeader(state), before: new Map<number, NodeRecord>() }
  execution.journal = journal
  return journal
}

/** Takes back what was changed since the journal was begun. */
export function rollBack(execution: LiveExecution): void {
  const { state, journal } = execution
  execution.journal = null
  if (journal === null) return
  for (const [index, record] of journal.before) {
    state.setNode(index, record)
    followQueued(execution, index)
  }
  Object.assign(state, journal.header)
}

function followQueued({ state, queued }: LiveExecution, index: number): void {
  if (state.getNode(index).status === 'queued') queued.add(index)
  else queued.delete(index)
}

function listQueued({ plan, getNode }: ExecutionState): number[] {
  const queued = plan.nodes.filter(({ index }) => getNode(index).status === 'queued')
  const queuedAt = (index: number) => getNode(index).queuedAt ?? ''
  return queued
    .map(({ index }) => index)
    .sort((a, b) => (queuedAt(a) < queuedAt(b) ? -1 : queuedAt(a) > queuedAt(b) ? 1 : a - b))
}

function pickHeader(state: ExecutionState): Counted {
  const { status, seq, priority, createdAt, startedAt, completedAt, deadlineAt, error, errorNodeId } = state
  const { counts, unhandledFailures } = state
  const header = { status, seq, priority, createdAt, startedAt, completedAt, deadlineAt, error, errorNodeId }
  return { ...header, counts, unhandledFailures }
}
