/** Commands about the execution as a whole: start, pause, resume, cancel, expire. */
import type {
  CancelExecution,
  ExpireExecution,
  PauseExecution,
  ResumeExecution,
  StartExecution,
} from './command.ts'
import {
  beginDecision,
  conclude,
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
  const { settings, nodes, roots } = state.plan
  const deadlineAt = settings.timeoutMs === null ? null : toTimestamp(command.now + settings.timeoutMs)
  const { workflowId, version, trigger, startedBy, retryOf, priority } = command
  emitForExecution(deciding, 'execution_created', {
    workflowId,
    version,
    trigger,
    startedBy,
    retryOf,
    priority,
    deadlineAt,
  })
  emitForExecution(deciding, 'execution_started', {})
  for (const kept of command.kept) {
    const { nodeIndex, keptFrom, port, conditions } = kept
    const data = { port, keptFrom, ...(conditions && { conditions }) }
    emitForNode(deciding, { nodeIndex, attempt: keptFrom.attempt }, { type: 'node_completed', data })
  }
  // Without kept results only the roots can move; with them any node may.
  const candidates = command.kept.length === 0 ? roots : nodes.map((node) => node.index)
  for (const index of candidates) {
    if (judgeNode(deciding, index) === 'skipped') settleTargets(deciding, [index])
  }
  finishWhenSettled(deciding)
  return conclude(deciding)
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
  if (state.deadlineAt === null || Date.parse(state.deadlineAt) > command.now) return refuse('not-due')
  const deciding = beginDecision(state, command.now)
  cancelUnsettled(deciding)
  const message = `The run took longer than the ${(state.plan.settings.timeoutMs ?? 0) / 1000} s that its workflow allows`
  emitForExecution(deciding, 'execution_failed', {
    error: { code: 'TIMEOUT', message, retryable: false },
    nodeId: null,
  })
  return conclude(deciding)
}
