/** What is asked of an execution. Time and randomness come in with the command, never from within. */
import type { Departure, ExecutionTrigger, KeptFrom, NodeError, OutputValue } from './event.ts'

/** The attempt that a worker speaks for. Attempt numbers never repeat, so the pair is the fencing token. */
export interface AttemptAddress {
  readonly nodeIndex: number
  readonly attempt: number
  readonly workerId: string
}

/** A result that a retry keeps instead of running the node again. */
export interface KeptNode extends Departure {
  readonly nodeIndex: number
  readonly keptFrom: KeptFrom
}

interface Timed {
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface StartExecution extends Timed {
  readonly type: 'start-execution'
  readonly workflowId: string
  readonly version: number
  readonly trigger: ExecutionTrigger
  readonly startedBy: string | null
  readonly retryOf: string | null
  readonly priority: number
  readonly kept: readonly KeptNode[]
}

/** A worker takes a queued node. Refused when it is not queued, its attempt is not the next, or no slot is free. */
export interface StartAttempt extends Timed, AttemptAddress {
  readonly type: 'start-attempt'
}

export interface CompleteAttempt extends Timed, AttemptAddress, Departure {
  readonly type: 'complete-attempt'
  readonly output: OutputValue
  readonly input?: unknown
  readonly quality?: number
}

export interface FailAttempt extends Timed, AttemptAddress {
  readonly type: 'fail-attempt'
  readonly error: NodeError
  /** Conditions of the edges that leave the failure port. */
  readonly conditions?: Readonly<Record<number, boolean>>
  readonly input?: unknown
  /** From 0 up to 1, for the jitter of the pause. */
  readonly random: number
}

/** The node gives its worker back until a time; it then completes by itself with no output. */
export interface SuspendAttempt extends Timed, AttemptAddress, Departure {
  readonly type: 'suspend-attempt'
  /** Milliseconds since the epoch. */
  readonly until: number
}

export interface ReportProgress extends Timed, AttemptAddress {
  readonly type: 'report-progress'
  /** From 0 to 1. */
  readonly fraction: number
  readonly message: string | null
}

/** The worker is gone, or stops and hands the attempt back. */
export interface LoseAttempt extends Timed, AttemptAddress {
  readonly type: 'lose-attempt'
  readonly reason: 'worker_lost' | 'handed_back'
}

/** A pause between attempts or a wait is over. */
export interface WakeNode extends Timed {
  readonly type: 'wake-node'
  readonly nodeIndex: number
}

export interface CancelExecution extends Timed {
  readonly type: 'cancel-execution'
  readonly by: string | null
  readonly reason: string | null
}

export interface PauseExecution extends Timed {
  readonly type: 'pause-execution'
  readonly by: string | null
}

export interface ResumeExecution extends Timed {
  readonly type: 'resume-execution'
  readonly by: string | null
}

/** The time that the workflow allows the whole execution is over. */
export interface ExpireExecution extends Timed {
  readonly type: 'expire-execution'
}

export type AttemptReport = CompleteAttempt | FailAttempt | SuspendAttempt

export type Command =
  | StartExecution
  | StartAttempt
  | AttemptReport
  | ReportProgress
  | LoseAttempt
  | WakeNode
  | CancelExecution
  | PauseExecution
  | ResumeExecution
  | ExpireExecution
