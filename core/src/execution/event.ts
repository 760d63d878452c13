/** The facts of an execution. Each is stored for ever under its `seq`, which starts at 1 and has no gaps. */

export const nodeErrorCodes = [
  'TIMEOUT',
  'EXIT_CODE',
  'HTTP_STATUS',
  'EXPRESSION',
  'INVALID_PARAMS',
  'INVALID_OUTPUT',
  'LOST',
  'CANCELLED',
  'THROWN',
  'UNKNOWN_TYPE',
] as const
export type NodeErrorCode = (typeof nodeErrorCodes)[number]

/** Why an attempt or an execution failed: a plain sentence, then what a program may look at. */
export interface NodeError {
  readonly code: NodeErrorCode
  readonly message: string
  readonly retryable: boolean
  readonly details?: Readonly<Record<string, unknown>>
}

/** A node's output: in the event where it is small, else a reference to the stored value. */
export type OutputValue =
  | { readonly kind: 'inline'; readonly value: unknown }
  | { readonly kind: 'stored'; readonly key: string; readonly sizeBytes: number; readonly sha256: string }

/** Which way a node left: its port and, by edge index, the conditions that were evaluated. */
export interface Departure {
  readonly port: string
  readonly conditions?: Readonly<Record<number, boolean>>
}

/** The attempt of an earlier execution whose result a retry keeps. */
export interface KeptFrom {
  readonly executionId: string
  readonly attempt: number
}

export type ExecutionTrigger = 'manual' | 'api' | 'retry' | 'example'

export interface EventData {
  execution_created: {
    readonly workflowId: string
    readonly version: number
    readonly trigger: ExecutionTrigger
    readonly startedBy: string | null
    readonly retryOf: string | null
    readonly priority: number
    readonly deadlineAt: string | null
  }
  execution_started: Record<string, never>
  execution_paused: { readonly by: string | null }
  execution_resumed: { readonly by: string | null }
  execution_completed: Record<string, never>
  execution_failed: { readonly error: NodeError; readonly nodeId: string | null }
  execution_cancelled: { readonly by: string | null; readonly reason: string | null }
  node_queued: Record<string, never>
  node_started: { readonly workerId: string }
  node_progress: { readonly fraction: number; readonly message: string | null }
  node_waiting: { readonly until: string } & Departure
  node_retrying: {
    readonly error: NodeError
    readonly delayMs: number
    readonly dueAt: string
    readonly input?: unknown
  }
  node_completed: Departure & {
    readonly output?: OutputValue
    readonly input?: unknown
    readonly quality?: number
    readonly keptFrom?: KeptFrom
  }
  node_failed: Departure & { readonly error: NodeError; readonly input?: unknown }
  node_skipped: Record<string, never>
  node_cancelled: Record<string, never>
  attempt_lost: { readonly workerId: string; readonly reason: 'worker_lost' | 'handed_back' }
  attempt_ignored: { readonly workerId: string; readonly outcome: 'completed' | 'failed' | 'waiting' }
}

export type EventType = keyof EventData

/** One event, or one of the given types. `timestamp` is ISO 8601 in UTC with milliseconds. */
export type ExecutionEvent<T extends EventType = EventType> = {
  [K in T]: {
    readonly seq: number
    readonly type: K
    readonly nodeId: string | null
    readonly attempt: number | null
    readonly timestamp: string
    readonly data: EventData[K]
  }
}[T]
