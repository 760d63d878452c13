/** A node type as the worker sees it: the declaration that everybody reads, and the runner. One folder each. */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { NodeError } from '@heddle/core/execution/event.ts'
import type { z } from 'zod'

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
  /** Results of the nodes upstream, loaded when first asked for. */
  readonly loadNodes: () => Promise<Readonly<Record<string, NodeResult>>>
  /** Aborted on cancel, timeout and shutdown. A runner that sees it stops everything it started. */
  readonly signal: AbortSignal
  readonly log: (stream: 'stdout' | 'stderr' | 'system', line: string) => void
  /** `fraction` from 0 to 1. */
  readonly reportProgress: (fraction: number, message: string | null) => void
  /** A fresh folder of this attempt, made when first asked for and removed afterwards. */
  readonly openWorkFolder: () => Promise<WorkFolder>
}

export interface WorkFolder {
  readonly path: string
  /** Files left in here become artifacts of the attempt. */
  readonly artifactsPath: string
}

export type RunResult =
  | { readonly ok: true; readonly output: unknown; readonly port?: string; readonly quality?: number }
  /** Gives the worker back until a time (milliseconds since the epoch), then completes with no output. */
  | { readonly ok: true; readonly suspendUntil: number }
  | { readonly ok: false; readonly error: NodeError }

export interface NodeType<P = unknown> {
  readonly declaration: NodeTypeDeclaration
  /** Checks the parameters once their expressions are evaluated. */
  readonly params: z.ZodType<P>
  readonly run: (context: AttemptContext<P>) => Promise<RunResult>
}
