/**
 * What the API hears on the bus. A message may be lost or late: who listens reads what is missing from PostgreSQL.
 * Channels: `execution:<id>`, `logs:<id>`, `artifacts:<id>` and `workspace:<id>`.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { ExecutionStatus } from '@heddle/core/execution/status.ts'

/** On `execution:<id>`. Inputs and outputs are cut out. */
export interface ExecutionMessage {
  readonly events: readonly ExecutionEvent[]
}

/** On `workspace:<id>`, when an execution moved; without a status where only what it asks of people did. */
export interface WorkspaceMessage {
  readonly executionId: string
  readonly status?: ExecutionStatus
}
