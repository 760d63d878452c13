/** What an attempt that was started is told: its execution, its plan, and a way to report progress. */
import type { Engine } from '../engine/engine.ts'
import type { StartedAttempt } from '../engine/local-worker.ts'
import type { AttemptJob } from './attempt-job.ts'
import { retryUnavailable } from './retry-unavailable.ts'

export interface JobParts {
  readonly engine: Engine
  readonly workerId: string
  readonly started: StartedAttempt
  readonly signal: AbortSignal
}

export function toJob({ engine, workerId, started, signal }: JobParts): AttemptJob {
  const { execution, nodeIndex, attempt } = started
  const { id, identity, state } = execution
  return {
    execution: {
      id,
      workspaceId: identity.workspaceId,
      workflowId: identity.workflowId,
      workflowName: identity.workflowName,
      version: identity.version,
      input: identity.input,
      item: identity.item ?? null,
      startedAt: state.startedAt ?? '',
      ignoreCache: identity.ignoreCache,
    },
    plan: state.plan,
    nodeIndex,
    attempt,
    workerId,
    readNodes: () => retryUnavailable(signal, () => engine.readNodes(id, started.seq ?? 0)),
    signal,
    reportProgress: (fraction, message) => {
      const command = {
        type: 'report-progress',
        now: Date.now(),
        nodeIndex,
        attempt,
        workerId,
        fraction,
        message,
      } as const
      // Progress that cannot be told is not worth a failure: the next one, or the end, replaces it.
      engine.submit(id, command).catch(() => undefined)
    },
  }
}
