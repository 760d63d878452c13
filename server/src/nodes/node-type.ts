/** A node type as the worker sees it: the declaration that everybody reads, and the runner. One folder each. */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { NodeError, WaitReason } from '@heddle/core/execution/event.ts'
import type { z } from 'zod'
import type { LogStream } from '../logs/log-line.ts'
import type { ItemsOutcome, ItemsRequest } from '../nesting/items-request.ts'
import type { WorkFolder } from '../processes/work-folder.ts'
import type { ApprovalRequest, AskedApproval, SignalLook, SignalRequest } from '../waits/attempt-waits.ts'

/** What a node is told about another one: its output where it completed, its error where it failed. */
export interface NodeResult {
  readonly status: string
  readonly output: unknown
  readonly error: NodeError | null
}

export interface AttemptContext<P> {
  readonly executionId: string
  readonly nodeId: string
  readonly attempt: number
  readonly params: P
  /** Input of the execution. */
  readonly input: unknown
  /** The element of the list that a map runs this execution for; null elsewhere. */
  readonly item: unknown
  /** Results of the nodes upstream, loaded when first asked for. */
  readonly loadNodes: () => Promise<Readonly<Record<string, NodeResult>>>
  /** Aborted on cancel, timeout and shutdown. A runner that sees it stops everything it started. */
  readonly signal: AbortSignal
  /** False where the log is full and the line is not kept. */
  readonly log: (stream: LogStream, line: string) => boolean
  /** `fraction` from 0 to 1. */
  readonly reportProgress: (fraction: number, message: string | null) => void
  /** A fresh folder of this attempt, made when first asked for and removed afterwards. */
  readonly openWorkFolder: () => WorkFolder
  /** Evaluates JSONata over what the node's own expressions see, off this thread. Rejects with NodeFailure. */
  readonly evaluate: (source: string) => Promise<unknown>
  /** Asks a person, or looks what became of it where this node asked before. */
  readonly askApproval: (request: ApprovalRequest) => Promise<AskedApproval>
  /** Looks for a signal to this execution. One that is found is this node's own. */
  readonly lookForSignal: (request: SignalRequest) => Promise<SignalLook>
  /** Has each item run by an execution of its own, or looks how far they are where this node asked before. */
  readonly runItems: (request: ItemsRequest) => Promise<ItemsOutcome>
  /** What the items gave, in order; null for those that failed. Rejects with NodeFailure. */
  readonly collectItems: () => Promise<unknown[]>
}

/** Thrown inside a runner to end the attempt with this error. */
export class NodeFailure extends Error {
  override readonly name = 'NodeFailure'
  readonly error: NodeError

  constructor(error: NodeError) {
    super(error.message)
    this.error = error
  }
}

export type RunResult =
  | { readonly ok: true; readonly output: unknown; readonly port?: string; readonly quality?: number }
  /**
   * Gives the worker back until a time (milliseconds since the epoch), then completes with no output. A node that
   * waits for anything else runs again, as its next attempt, when that is there or the time, if any, is over.
   */
  | { readonly ok: true; readonly suspendUntil: number | null; readonly waitFor?: WaitReason }
  | { readonly ok: false; readonly error: NodeError }

export interface NodeType {
  readonly declaration: NodeTypeDeclaration
  /** True where the runner asks for the results of the nodes upstream by itself. */
  readonly readsNodes: boolean
  /** Checks the parameters once their expressions are evaluated. */
  readonly params: z.ZodType
  readonly run: (context: AttemptContext<unknown>) => Promise<RunResult>
}
