/** What a node asks for that has its items run by executions of their own, and what it is told. */
import type { ItemCounts, NodeError } from '@heddle/core/execution/event.ts'
import type { FailedItem } from '../store/read-items.ts'

/** Runs for each item: the graph inside the node, or a workflow that is named by its id or its name. */
export type ItemsTarget =
  | { readonly kind: 'graph' }
  | { readonly kind: 'workflow'; readonly reference: string; readonly version: number | undefined }

export interface ItemsRequest {
  /** Counts where the node asks for the first time; from then on what was written down counts. */
  readonly items: readonly unknown[]
  readonly target: ItemsTarget
  /** Items at once. */
  readonly concurrency: number
  /** So many may fail before no more are started; null where any number may. */
  readonly maxFailures: number | null
}

/** The attempt that asks. */
export interface ItemsAddress {
  readonly executionId: string
  readonly nodeIndex: number
  readonly nodeId: string
  /** Failures of the node so far: each begins another round for the items that failed. */
  readonly failures: number
  /** For all items together, in one round. */
  readonly timeoutMs: number | null
}

export type ItemsOutcome =
  /** Some items have not ended: the node gives its worker back. `until` is in milliseconds since the epoch. */
  | { readonly kind: 'waiting'; readonly until: number | null }
  | { readonly kind: 'refused'; readonly error: NodeError }
  | {
      readonly kind: 'over'
      readonly counts: ItemCounts
      /** The first ones that failed. */
      readonly failed: readonly FailedItem[]
    }

export interface NestedItems {
  /** Every step may be repeated. */
  run(at: ItemsAddress, request: ItemsRequest): Promise<ItemsOutcome>
  /** What the items gave, in order; null for those that failed. Rejects with NodeFailure. */
  collect(at: Pick<ItemsAddress, 'executionId' | 'nodeId'>): Promise<unknown[]>
}
