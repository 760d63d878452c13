/**
 * Decides the commands that wait for one execution, one after the other, on the cached state. What comes out
 * is folded into the state at once: it is right when the commit succeeds, and the state is thrown away when not.
 */
import type { Command } from '@heddle/core/execution/command.ts'
import { decide } from '@heddle/core/execution/decide.ts'
import type { Decision } from '@heddle/core/execution/decision.ts'
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { evolve } from '@heddle/core/execution/evolve.ts'
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import { planNode } from '@heddle/core/plan/compile-plan.ts'
import { type Task, toTaskPriority } from '../queue/task-queue.ts'
import type { Transition } from '../store/transition.ts'
import type { LiveExecution } from './live-execution.ts'
import type { LocalWorker, StartedAttempt } from './local-worker.ts'
import { type Outcome, type Submission, wasCommitted } from './submission.ts'
import { toAssignmentRows, toNodeRows } from './to-rows.ts'

/** The work of one execution in one commit. */
export interface DecidedBatch {
  readonly execution: LiveExecution
  readonly submissions: readonly Submission[]
  readonly outcomes: readonly Outcome[]
  /** Null where nothing is to be committed. */
  readonly transition: Transition | null
  readonly events: readonly ExecutionEvent[]
  /** Attempts started in the same commit that made their nodes ready; their slots are reserved. */
  readonly started: readonly StartedAttempt[]
}

interface Gathering {
  readonly execution: LiveExecution
  readonly worker: LocalWorker
  readonly events: ExecutionEvent[]
  readonly started: StartedAttempt[]
  /** Records as they were before this batch touched them. */
  readonly before: Map<number, NodeRecord>
}

export function decideBatch(
  execution: LiveExecution,
  submissions: readonly Submission[],
  worker: LocalWorker,
): DecidedBatch {
  const expectedSeq = execution.state.seq === 0 ? null : execution.state.seq
  const gathering: Gathering = { execution, worker, events: [], started: [], before: new Map() }
  const outcomes = submissions.map((submission) => decideOne(gathering, submission))
  const { events, started } = gathering
  const transition = events.length === 0 ? null : toTransition(gathering, expectedSeq)
  return { execution, submissions, outcomes, transition, events, started }
}

/** What a worker must be told to start a queued node. */
export function toTask(execution: LiveExecution, nodeIndex: number): Task {
  const { state } = execution
  const priority = toTaskPriority(state.priority, planNode(state.plan, nodeIndex).priority)
  return { executionId: execution.id, nodeIndex, attempt: state.getNode(nodeIndex).attempt + 1, priority }
}

function decideOne(gathering: Gathering, submission: Submission): Outcome {
  const { execution } = gathering
  const { command, tries } = submission
  if (tries > 0 && wasCommitted(execution.state, command)) return { ok: true, execution }
  const decision = decide(execution.state, command)
  if (!decision.ok) return decision
  absorb(gathering, decision)
  for (const event of decision.events) {
    if (event.type === 'node_queued') startEagerly(gathering, event, command)
  }
  return { ok: true, execution }
}

/** Starts what has just become ready in the same commit, when this worker has room and nothing more urgent waits. */
function startEagerly(gathering: Gathering, queued: ExecutionEvent<'node_queued'>, { now }: Command): void {
  const { execution, worker } = gathering
  const nodeIndex = execution.state.plan.indexOf.get(queued.nodeId ?? '')
  if (nodeIndex === undefined || execution.state.status !== 'running') return
  const task = toTask(execution, nodeIndex)
  if (!worker.reserve(task)) return
  const decision = decide(execution.state, {
    type: 'start-attempt',
    now,
    nodeIndex,
    attempt: task.attempt,
    workerId: worker.id,
  })
  if (decision.ok) {
    absorb(gathering, decision)
    gathering.started.push({ execution, nodeIndex, attempt: task.attempt })
  } else {
    worker.release()
  }
}

function absorb({ execution, events, before }: Gathering, decision: Decision & { ok: true }): void {
  const { state } = execution
  for (const event of decision.events) {
    const index = event.nodeId === null ? undefined : state.plan.indexOf.get(event.nodeId)
    if (index !== undefined && !before.has(index)) before.set(index, state.getNode(index))
    evolve(state, event)
    events.push(event)
  }
}

function toTransition({ execution, events, before }: Gathering, expectedSeq: number | null): Transition {
  const { id, identity, state } = execution
  return {
    executionId: id,
    expectedSeq,
    identity,
    header: state,
    counts: state.counts,
    totalNodes: state.plan.nodes.length,
    events,
    nodes: toNodeRows(events, state),
    assignments: toAssignmentRows(events, state, (index) => before.get(index) ?? state.getNode(index)),
  }
}
