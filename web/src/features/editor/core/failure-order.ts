/** What takes care of a node's failure, in the order of docs/failures.md, as words for the one who sets it. */
import type { RetryPolicy, WorkflowSettings } from '@heddle/core/definition/workflow-document.ts'
import { resolveRetryPolicy } from '@heddle/core/execution/retry-policy.ts'
import { describeRetry } from './retry-help.ts'

export interface FailureStep {
  readonly words: string
  /** False where the step is not there, or another one always comes first. */
  readonly counts: boolean
}

interface FailureSettings {
  readonly retry: RetryPolicy | undefined
  readonly hasFallback: boolean
  readonly hasFailureEdge: boolean
  readonly onFailure: WorkflowSettings['onFailure']
}

/** Always four steps. `formatMs` writes the duration of a pause. */
export function listFailureSteps(
  { retry, hasFallback, hasFailureEdge, onFailure }: FailureSettings,
  formatMs: (ms: number) => string,
): readonly FailureStep[] {
  const fails = onFailure === 'stop' ? 'The run fails at once.' : 'The run fails when the rest has run.'
  const edge = hasFailureEdge ? 'Goes on along the failure edge.' : 'No failure edge to go on along.'
  return [
    { words: describeRetry(retry, formatMs), counts: Number(resolveRetryPolicy(retry).maxAttempts) > 1 },
    {
      words: hasFallback ? 'Completes with the fallback as its output.' : 'No fallback to complete with.',
      counts: hasFallback,
    },
    {
      words: hasFallback && hasFailureEdge ? 'The failure edge is never taken.' : edge,
      counts: hasFailureEdge && !hasFallback,
    },
    {
      words: hasFallback || hasFailureEdge ? 'The run does not fail by this node.' : fails,
      counts: !(hasFallback || hasFailureEdge),
    },
  ]
}
