/**
 * `decide(state, command) -> events`: what an execution does next. Pure, synchronous, deterministic; no clock,
 * no randomness, no I/O. The state is left as it was; the caller commits the events, then folds them with `evolve`.
 */
import type { Command } from './command.ts'
import {
  decideCompleteAttempt,
  decideFailAttempt,
  decideLoseAttempt,
  decideReportItems,
  decideReportProgress,
  decideStartAttempt,
  decideSuspendAttempt,
  decideWakeNode,
} from './decide-attempt.ts'
import {
  decideAdmitExecution,
  decideCancelExecution,
  decideExpireExecution,
  decidePauseExecution,
  decideResumeExecution,
  decideStartExecution,
} from './decide-control.ts'
import type { Decision } from './decision.ts'
import type { ExecutionState } from './state.ts'

/**
 * The events that a command leads to, numbered on from `state.seq`, or the refusal.
 * A report of an attempt that is not held any more leads to one `attempt_ignored` and changes nothing else.
 */
export function decide(state: ExecutionState, command: Command): Decision {
  switch (command.type) {
    case 'start-execution':
      return decideStartExecution(state, command)
    case 'admit-execution':
      return decideAdmitExecution(state, command)
    case 'start-attempt':
      return decideStartAttempt(state, command)
    case 'complete-attempt':
      return decideCompleteAttempt(state, command)
    case 'fail-attempt':
      return decideFailAttempt(state, command)
    case 'suspend-attempt':
      return decideSuspendAttempt(state, command)
    case 'report-progress':
      return decideReportProgress(state, command)
    case 'report-items':
      return decideReportItems(state, command)
    case 'lose-attempt':
      return decideLoseAttempt(state, command)
    case 'wake-node':
      return decideWakeNode(state, command)
    case 'cancel-execution':
      return decideCancelExecution(state, command)
    case 'pause-execution':
      return decidePauseExecution(state, command)
    case 'resume-execution':
      return decideResumeExecution(state, command)
    case 'expire-execution':
      return decideExpireExecution(state, command)
  }
}
