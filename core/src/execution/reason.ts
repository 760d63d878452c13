/**
 * Why a node does not run, or ended without running: what programs look at. `describe-reason.ts` has the words.
 * The first half follows from the state of the execution alone, the second from what only a server knows.
 */
import type { ItemCounts } from './event.ts'
import type { NodeStatus } from './status.ts'
import type { TriggerRule } from './trigger-rule.ts'

export interface NamedNode {
  readonly nodeId: string
  readonly name: string
}

export interface SourceNode extends NamedNode {
  readonly status: NodeStatus
}

/** Of the same execution. */
export interface RunningNode extends NamedNode {
  readonly since: string | null
}

/** What a source did that its target cannot start after. */
export type SourceOutcome = 'completed' | 'failed' | 'cancelled' | 'skipped' | 'other_port' | 'condition'

export interface LeadingSource extends SourceNode {
  readonly outcome: SourceOutcome
  /** By which it left; null where it did not. */
  readonly port: string | null
}

/** A node of any execution that holds a slot. */
export interface SlotHolder {
  readonly executionId: string
  readonly workflowName: string
  readonly nodeId: string
  readonly nodeName: string
  readonly since: string
}

/** Lists name the first ones; `others` counts the rest. Times are ISO 8601; null where they are not known or there is none. */
export interface ReasonDetails {
  /** Its incoming edges are not settled. */
  sources: { readonly rule: TriggerRule; readonly sources: readonly SourceNode[]; readonly others: number }
  time: { readonly until: string | null }
  person: {
    readonly title: string | null
    readonly approvalId: string | null
    readonly until: string | null
    readonly onDeadline: 'fail' | 'reject' | 'approve' | null
  }
  signal: { readonly name: string | null; readonly until: string | null }
  children: { readonly items: ItemCounts | null; readonly until: string | null }
  retry: { readonly nextAttempt: number; readonly until: string | null; readonly failure: string | null }
  paused: { readonly since: string | null; readonly by: string | null }
  /** The execution allows so many nodes at once. */
  execution_slot: {
    readonly limit: number
    readonly holders: readonly RunningNode[]
    readonly others: number
  }
  /** The workflow allows so many executions at once, and this one waits for its turn. */
  turn: {
    readonly limit: number | null
    /** In the line, from 1. */
    readonly position: number | null
    readonly waiting: number
    readonly running: readonly { readonly executionId: string; readonly since: string | null }[]
    readonly others: number
  }
  /** A concurrency key, over executions. */
  slot: {
    readonly key: string
    readonly limit: number
    readonly waiting: number
    readonly holders: readonly SlotHolder[]
    readonly others: number
  }
  rate_limit: {
    readonly key: string
    readonly limit: number
    readonly perMs: number | null
    readonly until: string
    readonly waiting: number
  }
  no_worker: { readonly group: string; readonly liveGroups: readonly string[] }
  draining: { readonly group: string; readonly workers: number }
  workers_busy: {
    readonly group: string
    readonly used: number
    readonly capacity: number
    readonly waiting: number | null
  }
  /** A worker has room for it, or is about to. */
  queue: { readonly group: string; readonly waiting: number | null }
  /** Holds nothing back: by then it has to have started, or the node, or the run that waits for its turn, fails. */
  start_by: { readonly what: 'node' | 'run'; readonly until: string }
  skipped: {
    readonly rule: TriggerRule
    readonly sources: readonly LeadingSource[]
    readonly others: number
  }
}

export type ReasonCode = keyof ReasonDetails

export type Reason<C extends ReasonCode = ReasonCode> = {
  [K in C]: { readonly code: K } & ReasonDetails[K]
}[C]
