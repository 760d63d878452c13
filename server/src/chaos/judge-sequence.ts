/** Events of one execution: gapless, one end, nothing after it, and nothing started while it was paused. */
import type { Violation } from './violation.ts'
import { isFinalType, type RunHistory } from './wire-event.ts'

/** A report that comes after the end is written down as ignored. */
const allowedAfterEnd = 'attempt_ignored'

export function judgeSequence({ executionId, events, status }: RunHistory): Violation[] {
  const found: Violation[] = []
  let hasEnded = false
  let isPaused = false
  for (const [at, { seq, type, node_id: node }] of events.entries()) {
    if (seq !== at + 1)
      found.push({ rule: 'seq has no gaps', executionId, detail: `${seq} stands at place ${at + 1}` })
    if (hasEnded && type !== allowedAfterEnd)
      found.push({ rule: 'nothing follows the end', executionId, detail: `${seq} ${type} ${node ?? ''}` })
    if (isPaused && type === 'node_started')
      found.push({ rule: 'nothing starts while paused', executionId, detail: `${seq} ${node}` })
    if (type === 'execution_paused') isPaused = true
    if (type === 'execution_resumed') isPaused = false
    hasEnded ||= isFinalType(type)
  }
  if (!hasEnded)
    found.push({
      rule: 'every execution ends',
      executionId,
      detail: `${status} after ${events.length} events`,
    })
  return found
}
