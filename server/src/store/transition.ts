/** What one commit writes for one execution: its new events and the rows that follow from them. */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { ExecutionHeader, NodeRecord, StatusCounts } from '@heddle/core/execution/state.ts'

export interface NodeRow {
  readonly nodeIndex: number
  readonly nodeId: string
  readonly record: NodeRecord
  /** JSON text, where this commit completes the node. */
  readonly output: string | null
  readonly outputRef: string | null
}

export interface AssignmentRow {
  readonly nodeIndex: number
  readonly nodeId: string
  readonly attempt: number
  readonly workerId: string
  readonly status: 'running' | 'waiting' | 'completed' | 'failed' | 'lost' | 'cancelled'
  readonly startedAt: string
  readonly completedAt: string | null
  /** JSON texts. */
  readonly input: string | null
  readonly error: string | null
}

/** The parts of an execution's row that never change. */
export interface ExecutionIdentity {
  readonly workspaceId: string
  readonly workflowId: string
  readonly workflowName: string
  readonly version: number
  readonly trigger: string
  readonly startedBy: string | null
  readonly retryOf: string | null
  readonly idempotencyKey: string | null
  readonly input: unknown
}

export interface Transition {
  readonly executionId: string
  /** Last event that the decision was based on; null where the execution is created. */
  readonly expectedSeq: number | null
  readonly identity: ExecutionIdentity
  readonly header: Readonly<ExecutionHeader>
  readonly counts: StatusCounts
  readonly totalNodes: number
  readonly events: readonly ExecutionEvent[]
  readonly nodes: readonly NodeRow[]
  readonly assignments: readonly AssignmentRow[]
}
