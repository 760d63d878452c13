/** What becomes of each node in a retry, and why, in words. */
import type { NodeRecord } from '@heddle/core/execution/state.ts'
import { useMemo } from 'react'
import { formatCount, plural } from '../../../ui/format-count.ts'
import { toRunMs } from '../core/card-line.ts'
import { toKeptWords, toReasonWords, toSkippedWords } from '../core/retry-words.ts'
import { toWholeMs } from '../core/track.ts'
import type { RetryPreview } from '../queries.ts'
import { useRun } from '../run-context.ts'
import type { RunModel } from '../run-model.ts'
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
      const lastMs = index === undefined || record === null ? null : toLastMs(model, index, record)
      const reason = preview?.why[nodeId]
      if (reason !== undefined) {
        const words = toReasonWords(reason, target.nameOf)
        return { kind: 'again', words: withKeptItems(words, preview?.keptItems[nodeId]), lastMs }
      }
      if (skipped.has(nodeId))
        return { kind: 'skipped', words: toSkippedWords(record?.status === 'skipped'), lastMs: null }
      return { kind: 'kept', words: toKeptWords(lastMs), lastMs }
    }
  }, [preview, target, model])
}

/** With its items where it has some: its last attempt only gathers them. */
function toLastMs({ tracks, live }: RunModel, index: number, record: NodeRecord): number | null {
  return record.items === null ? toRunMs(record, 0) : toWholeMs(tracks.get(live.state(), index), 0)
}

/** A map goes on with the items that failed or never started. */
function withKeptItems(words: string, items: RetryPreview['keptItems'][string] | undefined): string {
  if (items === undefined) return words
  return `${words}; ${formatCount(items.kept)} of ${plural(items.total, 'item')} kept`
}
