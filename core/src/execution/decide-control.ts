/** Commands about the execution as a whole: start, pause, resume, cancel, expire. */
import type {
  AdmitExecution,
  CancelExecution,
  ExpireExecution,
  PauseExecution,
  ResumeExecution,
  StartExecution,
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
import { cancelUnsettled, finishWhenSettled, judgeNode, settleTargets } from './settle.ts'
import type { ExecutionState } from './state.ts'
import { isFinal } from './status.ts'

export function decideStartExecution(state: ExecutionState, command: StartExecution): Decision {
  if (state.seq > 0) return refuse('already-started')
  const deciding = beginDecision(state, command.now)
  const { settings } = state.plan
  const isHeld = settings.admission !== null
  const { workflowId, version, trigger, startedBy, retryOf, priority, parent, ignoreCache } = command
  emitForExecution(deciding, 'execution_created', {
    workflowId,
    version,
    trigger,
    startedBy,
    retryOf,
    priority,
    deadlineAt: toDeadline(command.now, isHeld ? settings.startWithinMs : settings.timeoutMs),
    ...(parent && { parent }),
    ...(ignoreCache && { ignoreCache }),
  })
  if (!isHeld) emitForExecution(deciding, 'execution_started', {})
  for (const kept of command.kept) {
    const { nodeIndex, keptFrom, port, conditions } = kept
    const data = { port, keptFrom, ...(conditions && { conditions }) }
    emitForNode(deciding, { nodeIndex, attempt: keptFrom.attempt }, { type: 'node_completed', data })
  }
  if (!isHeld) openNodes(deciding)
  return conclude(deciding)
}

/** The workflow limits how many of its executions run at once, and this one's turn has come; too late, it fails. */
export function decideAdmitExecution(state: ExecutionState, command: AdmitExecution): Decision {
  if (isFinal(state.status)) return refuse('execution-final')
  if (state.status !== 'pending' || state.seq === 0) return refuse('already-started')
  if (isOverdue(state, command.now))
    return decideExpireExecution(state, { ...command, type: 'expire-execution' })
  const deciding = beginDecision(state, command.now)
  const deadlineAt = toDeadline(command.now, state.plan.settings.timeoutMs)
  emitForExecution(deciding, 'execution_started', { deadlineAt })
  openNodes(deciding)
  return conclude(deciding)
}

function openNodes(deciding: Deciding): void {
  const { plan, counts } = deciding.draft
  // Without kept results only the roots can move; with them any node may.
  const candidates = counts.completed === 0 ? plan.roots : plan.nodes.map((node) => node.index)
  for (const index of candidates) {
    if (judgeNode(deciding, index) === 'skipped') settleTargets(deciding, [index])
  }
  finishWhenSettled(deciding)
}

function toDeadline(now: number, withinMs: number | null): string | null {
  return withinMs === null ? null : toTimestamp(now + withinMs)
}

export function decidePauseExecution(state: ExecutionState, command: PauseExecution): Decision {
  if (isFinal(state.status)) return refuse('execution-final')
  if (state.status !== 'running') return refuse('execution-not-running')
  const deciding = beginDecision(state, command.now)
  emitForExecution(deciding, 'execution_paused', { by: command.by })
  return conclude(deciding)
}

export function decideResumeExecution(state: ExecutionState, command: ResumeExecution): Decision {
  if (isFinal(state.status)) return refuse('execution-final')
  if (state.status !== 'paused') return refuse('execution-not-paused')
  const deciding = beginDecision(state, command.now)
  emitForExecution(deciding, 'execution_resumed', { by: command.by })
  return conclude(deciding)
}

export function decideCancelExecution(state: ExecutionState, command: CancelExecution): Decision {
  if (isFinal(state.status)) return refuse('execution-final')
  const deciding = beginDecision(state, command.now)
  cancelUnsettled(deciding)
  emitForExecution(deciding, 'execution_cancelled', { by: command.by, reason: command.reason })
  return conclude(deciding)
}

export function decideExpireExecution(state: ExecutionState, command: ExpireExecution): Decision {
  if (isFinal(state.status)) return refuse('execution-final')
  if (!isOverdue(state, command.now)) return refuse('not-due')
  const deciding = beginDecision(state, command.now)
  cancelUnsettled(deciding)
  const { settings } = state.plan
  const message =
    state.status === 'pending'
      ? `The run did not start within the ${(settings.startWithinMs ?? 0) / 1000} s that its workflow allows`
      : `The run took longer than the ${(settings.timeoutMs ?? 0) / 1000} s that its workflow allows`
  emitForExecution(deciding, 'execution_failed', {
    error: { code: 'TIMEOUT', message, retryable: false },
    nodeId: null,
  })
  return conclude(deciding)
}

function isOverdue({ deadlineAt }: ExecutionState, now: number): boolean {
  return deadlineAt !== null && Date.parse(deadlineAt) <= now
}
