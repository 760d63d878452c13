/** A command on its way to the group commit, and what became of it. */
import type { Command } from '@heddle/core/execution/command.ts'
import type { Refusal } from '@heddle/core/execution/decision.ts'
import type { ExecutionState } from '@heddle/core/execution/state.ts'
import type { ExecutionFacts } from './execution-facts.ts'
import type { LiveExecution } from './live-execution.ts'

export type Outcome =
  | { readonly ok: true; readonly execution: LiveExecution }
  | { readonly ok: false; readonly refusal: Refusal }

/** What became of a command of a worker; `seq` as in `StartedAttempt`. */
export type Claimed =
  | { readonly ok: true; readonly execution: ExecutionFacts; readonly seq?: number }
  | { readonly ok: false; readonly refusal: Refusal }

export interface Submission {
  readonly executionId: string
  readonly command: Command
  /** Makes the execution that `start-execution` begins; null for commands to existing ones. */
  readonly create: (() => LiveExecution) | null
  /** What to do while the database is away: reports of work that was done wait, requests of people do not. */
  readonly whenUnavailable: 'wait' | 'fail'
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
  /** Sequence number that the state must have reached for the command to make sense: 0 where any will do, or `latest`. */
  readonly minSeq: number
  /** Commits that came to nothing so far. */
  tries: number
  /** Set once a refusal was decided on what the database says, not only on what this process last saw. */
  verified: boolean
  /** Set after a statement failed for its content: to be committed by itself, so that it harms nobody else. */
  alone: boolean
}

/** Decided on what all others did so far, and committed by itself: a person waits for the answer. */
export const latest = Number.POSITIVE_INFINITY

/**
 * True when an earlier try was committed although its answer was lost. Asked only from the second try on:
 * the same words in a first try are a repeated delivery, which the core records as ignored.
 */
export function wasCommitted(state: ExecutionState, command: Command): boolean {
  switch (command.type) {
    case 'start-execution':
      return state.seq > 0
    case 'start-attempt': {
      const record = state.getNode(command.nodeIndex)
      return (
        record.status === 'running' &&
        record.attempt === command.attempt &&
        record.workerId === command.workerId
      )
    }
    case 'complete-attempt':
    case 'fail-attempt':
    case 'suspend-attempt': {
      const record = state.getNode(command.nodeIndex)
      return (
        record.attempt === command.attempt && record.status !== 'running' && record.status !== 'cancelled'
      )
    }
    default:
      return false
  }
}

export function isUrgent({ minSeq }: Submission): boolean {
  return minSeq === latest
}

/** True for the first try of a start: there is nothing to read yet. */
export function isFresh([first]: readonly Submission[]): boolean {
  return first !== undefined && first.create !== null && first.tries === 0
}
