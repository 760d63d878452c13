/** What one commit writes for one execution: its new events and the rows that follow from them. */
import type { ExecutionEvent, ParentNode } from '@heddle/core/execution/event.ts'
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
  /** `waited`: it gave its node back to wait, and the wait is over. */
  readonly status: 'running' | 'waiting' | 'waited' | 'completed' | 'failed' | 'lost' | 'cancelled'
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
  /** The node of another execution that this one runs for. */
  readonly parent: ParentNode | null
  /** The execution at the top of the tree; null where that is this one. */
  readonly rootId: string | null
  /** 0 at the top of the tree. */
  readonly depth: number
  /** The node of the version whose inner graph this execution runs, with those around it, `outer/inner`. */
  readonly subgraph: string | null
  /** The element of the list that a map runs this execution for. */
  readonly item: unknown
  /** Results of earlier runs are not taken. */
  readonly ignoreCache: boolean
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
