/** What is asked of an execution. Time and randomness come in with the command, never from within. */
import type {
  CachedFrom,
  Departure,
  ExecutionTrigger,
  ItemCounts,
  KeptFrom,
  NodeError,
  OutputValue,
  ParentNode,
  WaitReason,
} from './event.ts'

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
  readonly parent?: ParentNode
  readonly ignoreCache?: boolean
}

/** The execution's turn has come: it was created while its workflow ran as often as it may. */
export interface AdmitExecution extends Timed {
  readonly type: 'admit-execution'
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
  readonly cachedFrom?: CachedFrom
}

export interface FailAttempt extends Timed, AttemptAddress {
  readonly type: 'fail-attempt'
  readonly error: NodeError
  /** Conditions of the edges that leave the failure port. */
  readonly conditions?: Readonly<Record<number, boolean>>
  /** How the node would leave with its fallback, where it has one. */
  readonly fallback?: Departure
  readonly input?: unknown
  /** From 0 up to 1, for the jitter of the pause. */
  readonly random: number
}

/**
 * The node gives its worker back. One that waits for time alone then completes by itself with no output; any
 * other is queued again, as its next attempt, when what it waits for is there or its time is over.
 */
export interface SuspendAttempt extends Timed, AttemptAddress, Departure {
  readonly type: 'suspend-attempt'
  readonly reason: WaitReason
  /** Milliseconds since the epoch; null where no time ends the wait. */
  readonly until: number | null
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

/** How far the children of a waiting node have come. */
export interface ReportItems extends Timed {
  readonly type: 'report-items'
  readonly nodeIndex: number
  readonly items: ItemCounts
}

/**
 * A pause between attempts, a wait, or the time within which a queued node had to start is over (`due`); or what
 * a node waits for is there (`resolved`).
 */
export interface WakeNode extends Timed {
  readonly type: 'wake-node'
  readonly nodeIndex: number
  readonly cause: 'due' | 'resolved'
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

/** The time within which the execution had to start, or that it may take as a whole, is over. */
export interface ExpireExecution extends Timed {
  readonly type: 'expire-execution'
}

export type AttemptReport = CompleteAttempt | FailAttempt | SuspendAttempt

export type Command =
  | StartExecution
  | StartAttempt
  | AttemptReport
  | AdmitExecution
  | ReportProgress
  | ReportItems
  | LoseAttempt
  | WakeNode
  | CancelExecution
  | PauseExecution
  | ResumeExecution
  | ExpireExecution
