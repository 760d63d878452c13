/** Commands about one attempt: who may start it, whose report counts, and what a report leads to. */
import { failurePort } from '../definition/workflow-document.ts'
import { handlesFailure, planNode } from '../plan/compile-plan.ts'
import type {
  AttemptAddress,
  CompleteAttempt,
  FailAttempt,
  LoseAttempt,
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
import type { ExecutionEvent, NodeError } from './event.ts'
import { decideRetryDelay } from './retry-policy.ts'
import { cancelUnsettled, findFirstFailure, settleTargets } from './settle.ts'
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
    if (delayMs === 0) queueAgain(deciding, command.nodeIndex)
  }
  return conclude(deciding)
}

export function decideSuspendAttempt(state: ExecutionState, command: SuspendAttempt): Decision {
  if (!holdsAttempt(state, command)) return ignore(state, command, 'waiting')
  const deciding = beginDecision(state, command.now)
  const conditions = command.conditions && { conditions: command.conditions }
  const data = { until: toTimestamp(command.until), port: command.port, ...conditions }
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

export function decideLoseAttempt(state: ExecutionState, command: LoseAttempt): Decision {
  if (!holdsAttempt(state, command)) return refuse('attempt-not-held')
  const deciding = beginDecision(state, command.now)
  const data = { workerId: command.workerId, reason: command.reason }
  emitForNode(deciding, command, { type: 'attempt_lost', data })
  if (deciding.draft.getNode(command.nodeIndex).losses >= maxLosses) {
    const message = `Its worker vanished ${maxLosses} times. Look whether the node exhausts the machine's memory.`
    failNode(deciding, command, { error: { code: 'LOST', message, retryable: false } })
  } else {
    queueAgain(deciding, command.nodeIndex)
  }
  return conclude(deciding)
}

export function decideWakeNode(state: ExecutionState, command: WakeNode): Decision {
  if (isFinal(state.status)) return refuse('execution-final')
  const { nodeIndex } = command
  const record = state.getNode(nodeIndex)
  if (record.dueAt === null || Date.parse(record.dueAt) > command.now) return refuse('not-due')
  const deciding = beginDecision(state, command.now)
  if (record.status === 'waiting') {
    emitForNode(
      deciding,
      { nodeIndex, attempt: record.attempt },
      { type: 'node_completed', data: toDeparture(record) },
    )
    settleTargets(deciding, [nodeIndex])
  } else {
    queueAgain(deciding, nodeIndex)
  }
  return conclude(deciding)
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

function failNode(
  deciding: Deciding,
  address: AttemptAddress,
  failure: { error: NodeError; conditions?: Readonly<Record<number, boolean>>; input?: unknown },
): void {
  const data = {
    error: failure.error,
    port: failurePort,
    ...(failure.conditions && { conditions: failure.conditions }),
    ...(failure.input !== undefined && { input: failure.input }),
  }
  emitForNode(deciding, address, { type: 'node_failed', data })
  const { plan } = deciding.draft
  if (plan.settings.onFailure === 'stop' && !handlesFailure(plan, address.nodeIndex)) {
    cancelUnsettled(deciding)
    emitForExecution(deciding, 'execution_failed', findFirstFailure(deciding.draft))
  } else {
    settleTargets(deciding, [address.nodeIndex])
  }
}

function queueAgain(deciding: Deciding, nodeIndex: number): void {
  emitForNode(deciding, { nodeIndex, attempt: null }, { type: 'node_queued', data: {} })
}

function toDeparture(record: NodeRecord): ExecutionEvent<'node_completed'>['data'] {
  return {
    port: record.port ?? 'success',
    output: { kind: 'inline', value: null },
    ...(record.conditions && { conditions: record.conditions }),
  }
}
