/** One attempt that this worker has started: everything that running it needs to know. */
import type { AttemptReport } from '@heddle/core/execution/command.ts'
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'

export interface AttemptJob {
  readonly execution: {
    readonly id: string
    readonly workspaceId: string
    readonly workflowId: string
    readonly workflowName: string
    readonly version: number
    readonly input: unknown
    /** Of a map that runs this execution; null elsewhere. */
    readonly item: unknown
    /** ISO 8601. */
    readonly startedAt: string
    /** Results of earlier runs are not taken. */
    readonly ignoreCache: boolean
  }
  readonly plan: Plan
  readonly nodeIndex: number
  readonly attempt: number
  readonly workerId: string
  /** The nodes as of the start of the attempt or later. What the node depends on is settled for good. */
  readonly readNodes: () => Promise<GetNode>
  readonly signal: AbortSignal
  readonly reportProgress: (fraction: number, message: string | null) => void
}

export type GetNode = (index: number) => NodeRecord

/** Runs an attempt to its end and says what to report; never throws. Time is added by whoever submits it. */
export type RunAttempt = (job: AttemptJob) => Promise<DistributiveOmit<AttemptReport, 'now'>>

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
