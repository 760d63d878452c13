/** What cancelling a run ends, and what it leaves. */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { plural } from '../../../ui/format-count.ts'

interface CancelFacts {
  readonly running: number
  readonly completed: number
  /** Nested: items of maps and runs of sub-workflows that have not ended. */
  readonly items: number
}

export function toCancelWords({ running, completed, items }: CancelFacts): string {
  return [toStopWords(running, items), toStayWords(completed)].join(' ')
}

function toStopWords(running: number, items: number): string {
  const who = [
    ...(running === 0 ? [] : [plural(running, 'node')]),
    ...(items === 0 ? [] : [plural(items, 'nested run')]),
  ].join(' and ')
  if (who === '') return 'No node is running now; what waits will not start.'
  return running + items === 1
    ? `${who} is running: all its processes are ended and its working folder is removed.`
    : `${who} are running: all their processes are ended and their working folders are removed.`
}

function toStayWords(completed: number): string {
  const rest = 'ogs and artifacts stay, and the run can be retried.'
  return completed === 0 ? `L${rest}` : `${plural(completed, 'completed result')}, l${rest}`
}

interface EventsBySeq {
  at(seq: number): ExecutionEvent | undefined
}

/** Who or what cancelled the run: its last event tells. Null where it ended otherwise, or is not known here yet. */
export function findCancel(log: EventsBySeq, last: number): ExecutionEvent<'execution_cancelled'> | null {
  const event = log.at(last)
  return event?.type === 'execution_cancelled' ? event : null
}
