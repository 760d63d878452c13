/**
 * `evolve(state, event) -> state`: the only place that knows what an event means. The engine, recovery, the
 * live view, the time slider and the simulator all fold with it. Cost O(edges of the node), never O(nodes).
 */
import { handlesFailure, outgoingEdges } from '../plan/compile-plan.ts'
import { edgeOutcome } from './edge-outcome.ts'
import type { EventType, ExecutionEvent } from './event.ts'
import { type ExecutionState, type NodeRecord, pendingNode, type StatusCounts } from './state.ts'
import { isSettled, type NodeStatus } from './status.ts'

/**
 * Advances the state by one event and returns it.
 * Throws a RangeError when the event is not the next one or names an unknown node: a caller that sees gaps fills them first.
 */
export function evolve(state: ExecutionState, event: ExecutionEvent): ExecutionState {
  if (event.seq !== state.seq + 1) throw new RangeError(`Event ${event.seq} does not follow ${state.seq}`)
  state.seq = event.seq
  if (isNodeEvent(event)) evolveNode(state, event)
  else evolveExecution(state, event)
  return state
}

/** Folds a run of events. */
export function fold(state: ExecutionState, events: Iterable<ExecutionEvent>): ExecutionState {
  for (const event of events) evolve(state, event)
  return state
}

type ExecutionLevel = Extract<EventType, `execution_${string}`>
type NodeLevel = Exclude<EventType, ExecutionLevel>

function isNodeEvent(event: ExecutionEvent): event is ExecutionEvent<NodeLevel> {
  return event.nodeId !== null
}

function evolveExecution(state: ExecutionState, event: ExecutionEvent): void {
  switch (event.type) {
    case 'execution_created':
      if (event.data.restart !== undefined) startOver(state, event.data.restart.attempts)
      state.createdAt = event.data.restart?.createdAt ?? event.timestamp
      state.priority = event.data.priority
      state.deadlineAt = event.data.deadlineAt
      break
    case 'execution_started':
      state.status = 'running'
      state.startedAt = event.timestamp
      if (event.data.deadlineAt !== undefined) state.deadlineAt = event.data.deadlineAt
      break
    case 'execution_paused':
      state.status = 'paused'
      break
    case 'execution_resumed':
      state.status = 'running'
      break
    case 'execution_completed':
      finish(state, 'completed', event.timestamp)
      break
    case 'execution_failed':
      state.error = event.data.error
      state.errorNodeId = event.data.nodeId
      finish(state, 'failed', event.timestamp)
      break
    case 'execution_cancelled':
      finish(state, 'cancelled', event.timestamp)
      break
    default:
      throw new RangeError(`Event ${event.seq} of type ${event.type} names no node`)
  }
}

/** Nothing but the numbers of events and attempts goes on. O(nodes): only a recovery may cost that. */
function startOver(state: ExecutionState, attempts: Readonly<Record<string, number>>): void {
  state.status = 'pending'
  state.startedAt = null
  state.completedAt = null
  state.error = null
  state.errorNodeId = null
  state.counts = { running: 0, completed: 0, failed: 0, skipped: 0, cancelled: 0 }
  state.unhandledFailures = 0
  for (const { index, id } of state.plan.nodes) {
    const attempt = attempts[id] ?? 0
    if (attempt > 0 || state.getNode(index) !== pendingNode) state.setNode(index, { ...pendingNode, attempt })
  }
}

function finish(state: ExecutionState, status: 'completed' | 'failed' | 'cancelled', at: string): void {
  state.status = status
  state.completedAt = at
}

function evolveNode(state: ExecutionState, event: ExecutionEvent<NodeLevel>): void {
  const index = state.plan.indexOf.get(event.nodeId ?? '')
  if (index === undefined) throw new RangeError(`Event ${event.seq} names the unknown node ${event.nodeId}`)
  const before = state.getNode(index)
  const after = { ...before, ...changesOf(event, before) }
  state.setNode(index, after)
  if (after.status !== before.status) recordStatus(state, index, before.status)
}

/** What an event changes in its node's record. */
function changesOf(event: ExecutionEvent<NodeLevel>, before: NodeRecord): Partial<NodeRecord> {
  const at = event.timestamp
  switch (event.type) {
    case 'node_queued':
      return {
        status: 'queued',
        queuedAt: at,
        startedAt: null,
        dueAt: event.data.startBefore ?? null,
        workerId: null,
        waitingFor: null,
        progress: null,
      }
    case 'node_started':
      return {
        status: 'running',
        attempt: event.attempt ?? before.attempt + 1,
        startedAt: at,
        workerId: event.data.workerId,
        dueAt: null,
        progress: null,
        progressMessage: null,
        error: null,
      }
    case 'node_progress':
      return {
        progress: event.data.fraction,
        progressMessage: event.data.message,
        ...(event.data.items && { items: event.data.items }),
      }
    case 'node_waiting':
      return {
        status: 'waiting',
        waitingFor: event.data.reason ?? 'time',
        dueAt: event.data.until,
        port: event.data.port,
        conditions: event.data.conditions ?? null,
        workerId: null,
      }
    case 'node_retrying':
      return {
        status: 'retrying',
        failures: before.failures + 1,
        error: event.data.error,
        dueAt: event.data.dueAt,
        workerId: null,
      }
    case 'attempt_lost':
      return {
        status: 'retrying',
        losses: before.losses + (event.data.reason === 'worker_lost' ? 1 : 0),
        workerId: null,
      }
    case 'attempt_ignored':
      return {}
    default:
      return {
        ...settledChanges(event, before),
        completedAt: at,
        dueAt: null,
        waitingFor: null,
        workerId: null,
      }
  }
}

type SettledType = 'node_completed' | 'node_failed' | 'node_skipped' | 'node_cancelled'

function settledChanges(event: ExecutionEvent<SettledType>, before: NodeRecord): Partial<NodeRecord> {
  switch (event.type) {
    case 'node_completed':
      return {
        status: 'completed',
        attempt: event.data.keptFrom?.attempt ?? before.attempt,
        port: event.data.port,
        conditions: event.data.conditions ?? null,
        quality: event.data.quality ?? null,
        keptFrom: event.data.keptFrom ?? null,
        cachedFrom: event.data.cachedFrom ?? null,
        error: event.data.fallbackFor ?? null,
      }
    case 'node_failed':
      return {
        status: 'failed',
        failures: before.failures + 1,
        port: event.data.port,
        conditions: event.data.conditions ?? null,
        error: event.data.error,
      }
    case 'node_skipped':
      return { status: 'skipped' }
    case 'node_cancelled':
      return { status: 'cancelled' }
  }
}

/** Keeps the counters and, once the node is settled, tells the targets of its edges. */
export function recordStatus(state: ExecutionState, index: number, before: NodeStatus): void {
  const record = state.getNode(index)
  state.counts = addTo(addTo(state.counts, before, -1), record.status, 1)
  if (!isSettled(record.status)) return
  if (record.status === 'failed' && !handlesFailure(state.plan, index)) state.unhandledFailures += 1
  for (const edge of outgoingEdges(state.plan, index)) {
    const target = state.getNode(edge.target)
    switch (edgeOutcome(edge, record)) {
      case 'met':
        state.setNode(edge.target, { ...target, edgesMet: target.edgesMet + 1 })
        break
      case 'missed':
        state.setNode(edge.target, { ...target, edgesMissed: target.edgesMissed + 1 })
        break
      case 'failed':
        state.setNode(edge.target, { ...target, edgesFailed: target.edgesFailed + 1 })
        break
    }
  }
}

const counted: Record<NodeStatus, keyof StatusCounts | null> = {
  pending: null,
  queued: null,
  running: 'running',
  waiting: null,
  retrying: null,
  completed: 'completed',
  failed: 'failed',
  skipped: 'skipped',
  cancelled: 'cancelled',
}

function addTo(counts: StatusCounts, status: NodeStatus, amount: number): StatusCounts {
  const key = counted[status]
  return key === null ? counts : { ...counts, [key]: counts[key] + amount }
}
