/** What is next for a list of items: which have ended, which start now, and whether it is over. Pure. */
import { type ExecutionStatus, isFinal } from '@heddle/core/execution/status.ts'
import type { ItemsLook, OpenItem } from '../store/look-at-items.ts'
import type { EndedItem } from '../store/settle-items.ts'

export interface ItemsVerdict {
  /** To be marked. */
  readonly ended: readonly EndedItem[]
  readonly toStart: readonly OpenItem[]
  readonly running: number
  /** Nothing runs and nothing is to start: the node can collect, or fail. */
  readonly isOver: boolean
}

type Judged = Pick<ItemsLook, 'concurrency' | 'maxFailures' | 'failed' | 'open' | 'hasMore'>

/**
 * The next items are the first ones without an execution, as many as places are free. Whoever judges the same list
 * starts the same items, so that processes that race never run more than `concurrency` of them: at no time were
 * more started than had ended, plus that number.
 */
export function judgeItems(look: Judged): ItemsVerdict {
  const ended = look.open.flatMap(toEnded)
  const running = look.open.filter(({ childStatus }) => childStatus !== null && !isFinal(childStatus)).length
  const waiting = look.open.filter(({ childStatus }) => childStatus === null)
  const failed = look.failed + ended.filter(({ status }) => status !== 'completed').length
  const isStopped = look.maxFailures !== null && failed > look.maxFailures
  const toStart = isStopped ? [] : waiting.slice(0, Math.max(0, look.concurrency - running))
  // Behind an item that waits for its turn none was started, so none of them can be running.
  const isAllSeen = !look.hasMore || waiting.length > 0
  return { ended, toStart, running, isOver: running === 0 && toStart.length === 0 && isAllSeen }
}

const endOf: Record<ExecutionStatus, EndedItem['status'] | null> = {
  pending: null,
  running: null,
  paused: null,
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
}

function toEnded({ itemIndex, childId, childStatus }: OpenItem): EndedItem[] {
  const status = childStatus === null ? null : endOf[childStatus]
  return status === null ? [] : [{ itemIndex, childId, status }]
}
