/**
 * Decides the commands that wait for one execution, one after the other, on the cached state. What comes out
 * is folded into the state at once: it is right when the commit succeeds, and taken back when it does not.
 */
import type { Command } from '@heddle/core/execution/command.ts'
import { decide } from '@heddle/core/execution/decide.ts'
import type { Decision } from '@heddle/core/execution/decision.ts'
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { type PlanNode, planNode } from '@heddle/core/plan/compile-plan.ts'
import { type Task, toTaskPriority } from '../queue/task-queue.ts'
import type { Transition } from '../store/transition.ts'
import { bendCommand } from './fault-points.ts'
import { advance, beginJournal, type Journal, type LiveExecution } from './live-execution.ts'
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
  readonly journal: Journal
}

export function decideBatch(
  execution: LiveExecution,
  submissions: readonly Submission[],
  worker: LocalWorker,
): DecidedBatch {
  const expectedSeq = execution.state.seq === 0 ? null : execution.state.seq
  const gathering: Gathering = {
    execution,
    worker,
    events: [],
    started: [],
    journal: beginJournal(execution),
  }
  const outcomes = submissions.map((submission) => decideOne(gathering, submission))
  const { events, started } = gathering
  const transition = events.length === 0 ? null : toTransition(gathering, expectedSeq)
  return { execution, submissions, outcomes, transition, events, started }
}

/** What a worker must be told to start a queued node, and what is said of it beside. */
export function toTask(
  { id: executionId, state }: LiveExecution,
  nodeIndex: number,
  marks?: Pick<Task, 'isNew' | 'owner'>,
): Task {
  const attempt = state.getNode(nodeIndex).attempt + 1
  const urgency = toUrgency(planNode(state.plan, nodeIndex), state.priority)
  return { executionId, nodeIndex, attempt, seq: state.seq, ...urgency, ...marks }
}

/** What the plan says about a task. */
export function toUrgency(
  { priority, workerGroup, limits }: PlanNode,
  executionPriority: number,
): Pick<Task, 'priority' | 'workerGroup' | 'isLimited'> {
  const urgency = { priority: toTaskPriority(executionPriority, priority), workerGroup }
  return limits === null ? urgency : { ...urgency, isLimited: true }
}

function decideOne(gathering: Gathering, submission: Submission): Outcome {
  const { execution } = gathering
  const { command, tries } = submission
  if (tries > 0 && wasCommitted(execution.state, command)) return { ok: true, execution }
  const decision = decide(execution.state, bendCommand(command, execution.state))
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
  // Limits beyond the execution are asked for when a worker takes the task.
  if (task.isLimited || !worker.reserve(task)) return
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

function absorb({ execution, events }: Gathering, decision: Decision & { ok: true }): void {
  for (const event of decision.events) {
    advance(execution, event)
    events.push(event)
  }
}

function toTransition({ execution, events, journal }: Gathering, expectedSeq: number | null): Transition {
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
    assignments: toAssignmentRows(
      events,
      state,
      (index) => journal.before.get(index) ?? state.getNode(index),
    ),
  }
}
