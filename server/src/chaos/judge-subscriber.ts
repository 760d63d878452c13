/** What a subscriber saw, held against the history: every event, once, in order, as it was committed. */
import type { Violation } from './violation.ts'
import { isFinalType, type RunHistory, type WireEvent } from './wire-event.ts'

export type SeenEvent = Pick<WireEvent, 'seq' | 'type' | 'node_id' | 'attempt'>

export function judgeSubscriber(
  { executionId, events }: RunHistory,
  seen: readonly SeenEvent[],
): Violation[] {
  const rule = 'subscribers see every event once'
  const end = events.findIndex(({ type }) => isFinalType(type))
  const expected = end === -1 ? events : events.slice(0, end + 1)
  for (const [at, { seq, type, node_id: node, attempt }] of expected.entries()) {
    const saw = seen[at]
    const isSame = saw?.seq === seq && saw.type === type && saw.node_id === node && saw.attempt === attempt
    if (isSame) continue
    const instead = saw === undefined ? 'nothing' : `${saw.seq} ${saw.type} ${saw.node_id ?? ''}`
    return [{ rule, executionId, detail: `${instead} instead of ${seq} ${type} ${node ?? ''}` }]
  }
  const rest = seen.slice(expected.length).filter(({ type }) => type !== 'attempt_ignored')
  return rest.length === 0 ? [] : [{ rule, executionId, detail: `${rest.length} events too many` }]
}
