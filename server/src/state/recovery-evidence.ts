/** What a recovery has to go on: what survived of a history, and what is made of it. */
import type {
  CachedFrom,
  Departure,
  ExecutionEvent,
  KeptFrom,
  NodeError,
} from '@heddle/core/execution/event.ts'
import type { StoredNode } from '@heddle/core/execution/restore-state.ts'
import type { OutputSource } from '../store/restore-outputs.ts'

/** A state at an earlier moment, found whole. */
export interface FoundCheckpoint {
  readonly seq: number
  readonly rows: readonly StoredNode[]
  /** Places of nodes whose outputs it carries. */
  readonly outputs: ReadonlySet<number>
}

/** A result that need not be made again. */
export interface KeptResult {
  readonly index: number
  readonly attempt: number
  /** When it was there. ISO 8601; null where nothing says. */
  readonly at: string | null
  readonly departure: Departure
  readonly quality: number | null
  readonly keptFrom: KeptFrom | null
  readonly cachedFrom: CachedFrom | null
  readonly fallbackFor: NodeError | null
  /** Where the output is; null where the node has none of its own. */
  readonly output: { readonly source: OutputSource; readonly at: number } | null
}

export interface FailedResult {
  readonly index: number
  readonly attempt: number
  readonly departure: Departure
  readonly error: NodeError
}

export type Ending = 'execution_completed' | 'execution_failed' | 'execution_cancelled'

export interface Evidence {
  readonly kept: ReadonlyMap<number, KeptResult>
  readonly failed: ReadonlyMap<number, FailedResult>
  /** Number of the last attempt of each node that anything tells of. */
  readonly attempts: ReadonlyMap<number, number>
  readonly createdAt: string
  readonly priority: number
  readonly wasStarted: boolean
  readonly startedAt: string | null
  readonly wasPaused: boolean
  /** How it ended, where it had. */
  readonly ending: {
    readonly type: Ending
    readonly error: NodeError | null
    readonly at: string | null
  } | null
  /** Seqs of events that nobody can read. */
  readonly unreadable: readonly number[]
  /** The highest seq that anybody can have been told of. */
  readonly lastSeq: number
}

export interface Survivors {
  /** All that were found: a damaged event may claim what another node did. */
  readonly completed: Map<number, Completion[]>
  readonly failed: Map<number, ExecutionEvent<'node_failed'>>
  /** Attempts that began, with the seq at which each first did. */
  readonly started: Map<number, Map<number, number>>
  readonly attempts: Map<number, number>
  created: ExecutionEvent<'execution_created'> | null
  ending: ExecutionEvent<Ending> | null
  startedAt: string | null
  isPaused: boolean
}

export interface Completion {
  readonly event: ExecutionEvent<'node_completed'>
  readonly digest: string | null
}
