/** Tells of failed items as the one error of their node. */
import type { NodeError } from '@heddle/core/execution/event.ts'
import type { ItemsOutcome } from '../../nesting/items-request.ts'

type FailedItem = Extract<ItemsOutcome, { kind: 'over' }>['failed'][number]

/**
 * The first failure leads, before those that were only cancelled. Trying again helps where an item could run at all.
 */
export function toItemsError({ counts, failed }: Extract<ItemsOutcome, { kind: 'over' }>): NodeError {
  const { total } = counts
  const first = failed.find(({ status }) => status !== 'cancelled') ?? failed[0]
  const errors = failed.map((item) => ({ itemIndex: item.itemIndex, ...toItemError(item) }))
  const lead = first === undefined ? '' : ` Item ${first.itemIndex}: ${toItemError(first).message}`
  return {
    code: first === undefined ? 'THROWN' : toItemError(first).code,
    message: `${counts.failed} of ${total} items failed.${lead}`,
    retryable: failed.some(({ isRefused }) => !isRefused),
    details: { items: errors },
  }
}

/** Why one item failed. That it was cancelled is no cancelling of the node. */
export function toItemError({ error, status, isRefused }: FailedItem): NodeError {
  const known = readError(error)
  if (status === 'cancelled' || known === null || known.code === 'CANCELLED') {
    const message = status === 'cancelled' ? 'Its run was cancelled.' : 'Its run failed.'
    return { code: 'THROWN', message, retryable: true }
  }
  const { code, message, details } = known
  // What a run left in its error may be long, and is there to be read; what was refused has no run.
  return { code, message, retryable: !isRefused, ...(isRefused && details !== undefined && { details }) }
}

function readError(error: unknown): NodeError | null {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error
    ? (error as NodeError)
    : null
}
