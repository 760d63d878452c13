/** Why a node runs again, in words, and how a retry's parts are counted. */
import type { RetryReason } from '@heddle/core/execution/plan-retry.ts'
import type { ChangedPart } from '@heddle/core/execution/plan-retry-changes.ts'
import { plural } from '../../../ui/format-count.ts'
import { formatDuration, formatRange } from '../../../ui/format-duration.ts'

const parts: Record<ChangedPart, string> = {
  type: 'type',
  params: 'parameters',
  triggerRule: 'trigger rule',
  sources: 'sources',
}

const plain: Record<Exclude<RetryReason['kind'], 'changed' | 'follows'>, string> = {
  start: 'From the beginning',
  chosen: 'Chosen',
  failed: 'Failed',
  cancelled: 'Did not finish',
  added: 'New in this version',
  condition: 'A new condition leaves it',
  input: 'Reads the input',
  'input-condition': 'A condition behind it reads the input',
  gone: 'Its result was deleted',
}

/** `nameOf` gives the name of a node by its id. */
export function toReasonWords(reason: RetryReason, nameOf: (nodeId: string) => string): string {
  switch (reason.kind) {
    case 'changed': {
      const words = reason.parts.map((part) => parts[part]).join(' and ')
      return `${words.charAt(0).toUpperCase()}${words.slice(1)} changed`
    }
    case 'follows':
      return `Follows ${nameOf(reason.nodeId)}`
    default:
      return plain[reason.kind]
  }
}

export function toKeptWords(ms: number | null): string {
  return ms === null ? 'Completed before' : `Completed in ${formatDuration(ms)}`
}

/** A node that had run before and is not reached this time, if all goes well, ran because something failed. */
export function toSkippedWords(wasSkipped: boolean): string {
  return wasSkipped ? 'Skipped as before' : 'Not reached if all goes well'
}

export function toEstimateWords({ low, high }: { readonly low: number; readonly high: number }): string {
  const range = formatRange(low, high)
  if (range.startsWith('0 to ')) return range.replace('0 to', 'under')
  return range.startsWith('under') ? range : `about ${range}`
}

/** The primary button. */
export function toRetryLabel(count: number | undefined): string {
  if (count === undefined) return 'Retry'
  return count === 0 ? 'Nothing to retry' : `Retry ${plural(count, 'node')}`
}
