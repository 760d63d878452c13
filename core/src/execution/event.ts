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

/** What a node without a worker waits for. */
export const waitReasons = ['time', 'approval', 'signal', 'children'] as const
export type WaitReason = (typeof waitReasons)[number]

/** How far the items of a map, or the run of a sub-workflow, have come. */
export interface ItemCounts {
  readonly total: number
  readonly completed: number
  readonly failed: number
  readonly running: number
}

/** The earlier attempt whose result stands in for running the node. */
export interface CachedFrom {
  readonly executionId: string
  readonly nodeId: string
  readonly attempt: number
}

/** The node of another execution that this execution runs for. */
export interface ParentNode {
  readonly executionId: string
  readonly nodeId: string
  /** Position in the list of a map; 0 for a sub-workflow. */
  readonly itemIndex: number
}

export type ExecutionTrigger = 'manual' | 'api' | 'retry' | 'example' | 'parent'

/**
 * Why a history begins a second time: what stood before could not be trusted. Its events keep their numbers and
 * count no more; results that were found whole follow as kept ones.
 */
export interface Restart {
  readonly from: 'checkpoint' | 'start'
  /** Where the state that was found is kept with its evidence. */
  readonly quarantineId: string
  /** When the execution was created. ISO 8601. */
  readonly createdAt: string
  /** Numbers of the last attempts by node id: they are not used again. Nodes without one are left out. */
  readonly attempts: Readonly<Record<string, number>>
}

export interface EventData {
  execution_created: {
    readonly workflowId: string
    readonly version: number
    readonly trigger: ExecutionTrigger
    readonly startedBy: string | null
    readonly retryOf: string | null
    readonly priority: number
    /** Until when it has to have ended, or to have started where it waits for its turn. */
    readonly deadlineAt: string | null
    readonly parent?: ParentNode
    readonly ignoreCache?: true
    readonly restart?: Restart
  }
  /** Carries a deadline where the execution had waited for its turn. */
  execution_started: { readonly deadlineAt?: string | null }
  execution_paused: { readonly by: string | null }
  execution_resumed: { readonly by: string | null }
  execution_completed: Record<string, never>
  execution_failed: { readonly error: NodeError; readonly nodeId: string | null }
  execution_cancelled: { readonly by: string | null; readonly reason: string | null }
  node_queued: { readonly startBefore?: string }
  node_started: { readonly workerId: string }
  node_progress: { readonly fraction: number; readonly message: string | null; readonly items?: ItemCounts }
  /** `until` is when the node goes on in any case; null where only what it waits for moves it. */
  node_waiting: { readonly until: string | null; readonly reason?: WaitReason } & Departure
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
    readonly cachedFrom?: CachedFrom
    /** The failure for which the node's fallback stands in. */
    readonly fallbackFor?: NodeError
  }
  node_failed: Departure & { readonly error: NodeError; readonly input?: unknown }
  node_skipped: Record<string, never>
  node_cancelled: Record<string, never>
  attempt_lost: { readonly workerId: string; readonly reason: 'worker_lost' | 'handed_back' }
  /** With `repair` nobody reported: the event marks that rows were put right, or stands where one was lost. */
  attempt_ignored: {
    readonly workerId: string
    readonly outcome: 'completed' | 'failed' | 'waiting'
    readonly repair?: { readonly quarantineId: string }
  }
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
