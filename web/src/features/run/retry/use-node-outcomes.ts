/** What becomes of each node in a retry, and why, in words. */
import { useMemo } from 'react'
import { toRunMs } from '../core/card-line.ts'
import { toKeptWords, toReasonWords, toSkippedWords } from '../core/retry-words.ts'
import type { RetryPreview } from '../queries.ts'
import { useRun } from '../run-context.ts'
import type { RetryTarget } from './use-retry-target.ts'

export interface NodeOutcome {
  readonly kind: 'again' | 'kept' | 'skipped'
  readonly words: string
  /** How long its last attempt took; null where it never ran. */
  readonly lastMs: number | null
}

export function useNodeOutcomes(
  preview: RetryPreview | undefined,
  target: RetryTarget,
): (nodeId: string) => NodeOutcome {
  const { model } = useRun()
  return useMemo(() => {
    const skipped = new Set(preview?.skipped)
    return (nodeId) => {
      const index = model.plan.indexOf.get(nodeId)
      const record = index === undefined ? null : model.live.state().getNode(index)
      const lastMs = record === null ? null : toRunMs(record, 0)
      const reason = preview?.why[nodeId]
      if (reason !== undefined) return { kind: 'again', words: toReasonWords(reason, target.nameOf), lastMs }
      if (skipped.has(nodeId))
        return { kind: 'skipped', words: toSkippedWords(record?.status === 'skipped'), lastMs: null }
      return { kind: 'kept', words: toKeptWords(lastMs), lastMs }
    }
  }, [preview, target, model])
}
