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
    const isAnew = startsAnew(preview, model)
    return (nodeId) => {
      const index = model.plan.indexOf.get(nodeId)
      const record = index === undefined ? null : model.live.state().getNode(index)
      const lastMs = index === undefined || record === null ? null : toLastMs(model, index, record)
      const reason = preview?.why[nodeId]
      if (reason !== undefined) {
        const words = toReasonWords(reason, target.nameOf)
        return { kind: 'again', words: isAnew ? words : withKeptItems(words, record), lastMs }
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

/** Who starts over, or chooses a node that had completed, wants all items of maps to run again too. */
function startsAnew(preview: RetryPreview | undefined, { plan, live }: RunModel): boolean {
  return Object.entries(preview?.why ?? {}).some(([nodeId, { kind }]) => {
    const index = plan.indexOf.get(nodeId)
    if (kind !== 'chosen' || index === undefined) return kind === 'start'
    return live.state().getNode(index).status === 'completed'
  })
}

/** A failed map goes on with the items that failed. */
function withKeptItems(words: string, record: NodeRecord | null): string {
  if (record?.status !== 'failed' || record.items === null || record.items.completed === 0) return words
  const { completed, total } = record.items
  return `${words}; ${formatCount(completed)} of ${plural(total, 'item')} kept`
}
