/** What attempts of nodes that wait for people and signals ask for, and are told. */
import type { ApprovalStatus, DeadlineAction, DecisionWay } from '../store/approval-row.ts'

/** The attempt that asks. */
export interface WaitAddress {
  readonly executionId: string
  readonly workspaceId: string
  readonly workflowId: string
  readonly nodeIndex: number
  readonly nodeId: string
  readonly nodeName: string
  readonly attempt: number
}

export interface ApprovalRequest {
  readonly title: string
  readonly message: string
  /** JSON Schema of the answer. */
  readonly form: Readonly<Record<string, unknown>> | null
  /** Milliseconds since the epoch. The first attempt that asks sets it for all. */
  readonly deadlineAt: number | null
  readonly onDeadline: DeadlineAction
  readonly reminderMs: number | null
}

export interface AskedApproval {
  readonly status: Exclude<ApprovalStatus, 'closed'>
  readonly by: string | null
  readonly via: DecisionWay | null
  /** ISO 8601. */
  readonly at: string | null
  readonly answer: unknown
  readonly comment: string | null
  /** Milliseconds since the epoch; null where there is none. */
  readonly deadlineAt: number | null
}

export interface SignalRequest {
  readonly name: string
  /** Milliseconds since the epoch. The first attempt that waits sets it for all. */
  readonly until: number | null
}

export interface SignalLook {
  /** Null where none is there. It is this node's own from now on. */
  readonly signal: { readonly payload: unknown } | null
  readonly until: number | null
}

export interface AttemptWaits {
  askApproval(address: WaitAddress, request: ApprovalRequest): Promise<AskedApproval>
  lookForSignal(address: WaitAddress, request: SignalRequest): Promise<SignalLook>
}
