/** What the API asks of the engine. */
import type { KeptNode } from '@heddle/core/execution/command.ts'
import type { ExecutionTrigger } from '@heddle/core/execution/event.ts'
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'

export interface StartInput {
  readonly workspaceId: string
  readonly workflowId: string
  readonly version: number
  readonly input: unknown
  readonly priority: number
  readonly trigger: ExecutionTrigger
  readonly startedBy: string | null
  readonly idempotencyKey: string | null
  readonly retry?: { readonly of: string; readonly kept: readonly KeptNode[] }
}

export interface StartedExecution {
  readonly executionId: string
  readonly status: ExecutionStatus
  /** ISO 8601. */
  readonly startedAt: string
  /** True when the idempotency key named an execution that exists already. */
  readonly repeated: boolean
}

export interface EnginePort {
  /** Returns once the execution is committed. */
  startExecution(input: StartInput): Promise<StartedExecution>
  /** Returns once the change is committed. Throws EXECUTION_STATUS or EXECUTION_NOT_FOUND. */
  control(executionId: string, command: 'cancel' | 'pause' | 'resume', by: string | null): Promise<void>
}
