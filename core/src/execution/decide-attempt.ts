/** Commands about one attempt: who may start it, whose report counts, and what a report leads to. */
import { defaultPort, failurePort } from '../definition/workflow-document.ts'
import { handlesFailure, planNode } from '../plan/compile-plan.ts'
import type {
  AttemptAddress,
  CompleteAttempt,
  FailAttempt,
  LoseAttempt,
  ReportItems,
  ReportProgress,
  StartAttempt,
  SuspendAttempt,
  WakeNode,
} from './command.ts'
import {
  beginDecision,
  conclude,
  type Deciding,
  type Decision,
  emitForExecution,
  emitForNode,
  refuse,
  toTimestamp,
} from './decision.ts'
import type { Departure, ExecutionEvent, NodeError } from './event.ts'
import { decideRetryDelay } from './retry-policy.ts'
import { cancelUnsettled, findFirstFailure, queueNode, settleTargets } from './settle.ts'
import type { ExecutionState, NodeRecord } from './state.ts'
import { isFinal } from './status.ts'

/** A node whose workers vanish this often is taken to be what kills them. */
const maxLosses = 10

export function decideStartAttempt(state: ExecutionState, command: StartAttempt): Decision {
  if (isFinal(state.status)) return refuse('execution-final')
  if (state.status === 'paused') return refuse('execution-paused')
  const record = state.getNode(command.nodeIndex)
  if (record.status !== 'queued') return refuse('node-not-queued')
  if (command.attempt !== record.attempt + 1) return refuse('attempt-not-next')
  const { maxParallel } = state.plan.settings
  if (maxParallel !== null && state.counts.running >= maxParallel) return refuse('no-free-slot')
  const deciding = beginDecision(state, command.now)
  emitForNode(deciding, command, { type: 'node_started', data: { workerId: command.workerId } })
  return conclude(deciding)
}

export function decideCompleteAttempt(state: ExecutionState, command: CompleteAttempt): Decision {
  if (!holdsAttempt(state, command)) return ignore(state, command, 'completed')
  const deciding = beginDecision(state, command.now)
  const data: ExecutionEvent<'node_completed'>['data'] = {
    port: command.port,
    output: command.output,
    ...(command.conditions && { conditions: command.conditions }),
    ...(command.input !== undefined && { input: command.input }),
    ...(command.quality !== undefined && { quality: command.quality }),
    ...(command.cachedFrom && { cachedFrom: command.cachedFrom }),
  }
  emitForNode(deciding, command, { type: 'node_completed', data })
  settleTargets(deciding, [command.nodeIndex])
  return conclude(deciding)
}

export function decideFailAttempt(state: ExecutionState, command: FailAttempt): Decision {
  if (!holdsAttempt(state, command)) return ignore(state, command, 'failed')
  const deciding = beginDecision(state, command.now)
  const { retry } = planNode(state.plan, command.nodeIndex)
  const failures = state.getNode(command.nodeIndex).failures + 1
  const delayMs = decideRetryDelay(retry, { failures, error: command.error, random: command.random })
  if (delayMs === null) {
    failNode(deciding, command, command)
  } else {
    const input = command.input !== undefined && { input: command.input }
    const dueAt = toTimestamp(command.now + delayMs)
    emitForNode(deciding, command, {
      type: 'node_retrying',
      data: { error: command.error, delayMs, dueAt, ...input },
    })
    if (delayMs === 0) queueNode(deciding, command.nodeIndex)
  }
  return conclude(deciding)
}

export function decideSuspendAttempt(state: ExecutionState, command: SuspendAttempt): Decision {
  if (!holdsAttempt(state, command)) return ignore(state, command, 'waiting')
  const deciding = beginDecision(state, command.now)
  const conditions = command.conditions && { conditions: command.conditions }
  const until = command.until === null ? null : toTimestamp(command.until)
  const data = { until, reason: command.reason, port: command.port, ...conditions }
  emitForNode(deciding, command, { type: 'node_waiting', data })
  return conclude(deciding)
}

/** Progress of an attempt that no longer counts is dropped without a trace: it is not a fact of the execution. */
export function decideReportProgress(state: ExecutionState, command: ReportProgress): Decision {
  if (!holdsAttempt(state, command)) return refuse('attempt-not-held')
  const deciding = beginDecision(state, command.now)
  const fraction = Math.min(1, Math.max(0, command.fraction))
  emitForNode(deciding, command, { type: 'node_progress', data: { fraction, message: command.message } })
  return conclude(deciding)
}

/** Counts of the children of a waiting node. Those that change nothing lead to no event. */
export function decideReportItems(state: ExecutionState, command: ReportItems): Decision {
  const { nodeIndex, items } = command
  const record = state.getNode(nodeIndex)
  if (record.waitingFor !== 'children') return refuse('node-not-waiting')
  const deciding = beginDecision(state, command.now)
  const before = record.items
  const isNews =
    before === null ||
    (['total', 'completed', 'failed', 'running'] as const).some((key) => before[key] !== items[key])
  if (isNews) {
    const fraction = items.total === 0 ? 1 : (items.completed + items.failed) / items.total
    const about = { nodeIndex, attempt: record.attempt }
    emitForNode(deciding, about, { type: 'node_progress', data: { fraction, message: null, items } })
  }
  return conclude(deciding)
}

export function decideLoseAttempt(state: ExecutionState, command: LoseAttempt): Decision {
  if (!holdsAttempt(state, command)) return refuse('attempt-not-held')
  const deciding = beginDecision(state, command.now)
  const data = { workerId: command.workerId, reason: command.reason }
  emitForNode(deciding, command, { type: 'attempt_lost', data })
  if (deciding.draft.getNode(command.nodeIndex).losses >= maxLosses) {
    const message = `Its worker vanished ${maxLosses} times. Look whether the node exhausts the machine's memory.`
    failNode(deciding, command, { error: { code: 'LOST', message, retryable: false } })
  } else {
    queueNode(deciding, command.nodeIndex)
  }
  return conclude(deciding)
}

export function decideWakeNode(state: ExecutionState, command: WakeNode): Decision {
  if (isFinal(state.status)) return refuse('execution-final')
  const { nodeIndex } = command
  const record = state.getNode(nodeIndex)
  const isResolved =
    command.cause === 'resolved' && record.status === 'waiting' && record.waitingFor !== 'time'
  const isDue = record.dueAt !== null && Date.parse(record.dueAt) <= command.now
  if (!isResolved && !isDue) return refuse('not-due')
  // A pause is not the workers' fault: the time within which to start is asked for again after it.
  if (record.status === 'queued' && state.status === 'paused') return refuse('execution-paused')
  const deciding = beginDecision(state, command.now)
  if (record.status === 'queued') {
    failNode(deciding, { nodeIndex, attempt: null }, { error: toLateStart(state, nodeIndex) })
  } else if (record.waitingFor === 'time') {
    emitForNode(
      deciding,
      { nodeIndex, attempt: record.attempt },
      { type: 'node_completed', data: toDeparture(record) },
    )
    settleTargets(deciding, [nodeIndex])
  } else {
    queueNode(deciding, nodeIndex)
  }
  return conclude(deciding)
}

function toLateStart({ plan }: ExecutionState, nodeIndex: number): NodeError {
  const seconds = (planNode(plan, nodeIndex).startWithinMs ?? 0) / 1000
  const message = `No worker started the node within the ${seconds} s that it allows.`
  return { code: 'TIMEOUT', message, retryable: false }
}

/** True when the report comes from the attempt that runs now: the fence against stale and repeated deliveries. */
function holdsAttempt(state: ExecutionState, address: AttemptAddress): boolean {
  const record = state.getNode(address.nodeIndex)
  return (
    record.status === 'running' && record.attempt === address.attempt && record.workerId === address.workerId
  )
}

function ignore(
  state: ExecutionState,
  command: AttemptAddress & { now: number },
  outcome: 'completed' | 'failed' | 'waiting',
): Decision {
  const deciding = beginDecision(state, command.now)
  emitForNode(deciding, command, { type: 'attempt_ignored', data: { workerId: command.workerId, outcome } })
  return conclude(deciding)
}

interface Failure {
  readonly error: NodeError
  readonly conditions?: Readonly<Record<number, boolean>>
  readonly fallback?: Departure
  readonly input?: unknown
}

/** After the last attempt: the fallback stands in, else the failure edges take over, else the execution fails. */
function failNode(
  deciding: Deciding,
  address: { nodeIndex: number; attempt: number | null },
  failure: Failure,
): void {
  const { plan } = deciding.draft
  const { fallback } = planNode(plan, address.nodeIndex)
  const input = failure.input !== undefined && { input: failure.input }
  if (fallback !== null && failure.error.code !== 'CANCELLED') {
    const departure = failure.fallback ?? { port: defaultPort }
    const output = { kind: 'inline', value: fallback.value } as const
    const data = { ...departure, output, fallbackFor: failure.error, ...input }
    emitForNode(deciding, address, { type: 'node_completed', data })
    settleTargets(deciding, [address.nodeIndex])
    return
  }
  const data = {
    error: failure.error,
    port: failurePort,
    ...(failure.conditions && { conditions: failure.conditions }),
    ...input,
  }
  emitForNode(deciding, address, { type: 'node_failed', data })
  if (plan.settings.onFailure === 'stop' && !handlesFailure(plan, address.nodeIndex)) {
    cancelUnsettled(deciding)
    emitForExecution(deciding, 'execution_failed', findFirstFailure(deciding.draft))
  } else {
    settleTargets(deciding, [address.nodeIndex])
  }
}

function toDeparture(record: NodeRecord): ExecutionEvent<'node_completed'>['data'] {
  return {
    port: record.port ?? defaultPort,
    output: { kind: 'inline', value: null },
    ...(record.conditions && { conditions: record.conditions }),
  }
}
