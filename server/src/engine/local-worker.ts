/** The worker of this process as the engine sees it. A server without one uses `noWorker`. */
import type { Task } from '../queue/task-queue.ts'
import type { ExecutionFacts } from './execution-facts.ts'

export interface StartedAttempt {
  readonly execution: ExecutionFacts
  readonly nodeIndex: number
  readonly attempt: number
  /** How far the execution had come where another process decided; absent where this one did. */
  readonly seq?: number
}

export interface LocalWorker {
  readonly id: string
  /** Takes a slot for a task that the same commit is to start; false when the queue is the fair way. */
  reserve(task: Task): boolean
  /** Gives a reserved slot back: the commit did not come about. */
  release(): void
  /** Runs an attempt whose start is committed and whose slot is reserved. */
  run(started: StartedAttempt): void
  /** Runs an attempt that this worker holds on paper without having run it: the answer to its start was lost. */
  resume(started: StartedAttempt): void
  /** True while this worker runs the attempt. */
  runs(attempt: { executionId: string; nodeIndex: number; attempt: number }): boolean
  /** Attempts that have run for at least this long. */
  listRunning(forMs: number): { executionId: string; nodeIndex: number; attempt: number }[]
  /** Stops attempts that lost their meaning; nothing is reported of them. */
  abort(executionId: string, nodeIndexes: readonly number[]): void
}

export const noWorker: LocalWorker = {
  id: 'none',
  reserve: () => false,
  release: () => undefined,
  run: () => undefined,
  resume: () => undefined,
  runs: () => false,
  listRunning: () => [],
  abort: () => undefined,
}
