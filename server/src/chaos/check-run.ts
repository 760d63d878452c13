/** The checker: an outsider who reads the events, the witness file and what subscribers saw, and believes nobody. */
import { judgeAttempts } from './judge-attempts.ts'
import { judgeEffects } from './judge-effects.ts'
import { type ExpectedLimits, judgeLimits } from './judge-limits.ts'
import { judgeOrder } from './judge-order.ts'
import { type ExpectedOrder, judgePriorities } from './judge-priorities.ts'
import { judgeSequence } from './judge-sequence.ts'
import { judgeShown } from './judge-shown.ts'
import { judgeSubscriber, type SeenEvent } from './judge-subscriber.ts'
import type { Violation } from './violation.ts'
import type { RunHistory } from './wire-event.ts'
import type { WitnessLine } from './witness.ts'

export interface Evidence {
  readonly histories: readonly RunHistory[]
  readonly lines: readonly WitnessLine[]
  /** By execution. */
  readonly seen: ReadonlyMap<string, readonly SeenEvent[]>
  readonly limitsOf: (workflowId: string) => ExpectedLimits
  /** Null where they are not to be looked at. */
  readonly sourcesOf: (workflowId: string) => ReadonlyMap<string, readonly string[]> | null
  readonly order: ExpectedOrder
}

export function checkRun({ histories, lines, seen, limitsOf, sourcesOf, order }: Evidence): Violation[] {
  const linesOf = Map.groupBy(lines, ({ executionId }) => executionId)
  const each = histories.flatMap((history) => {
    const watched = seen.get(history.executionId)
    const sources = history.isRoot ? sourcesOf(history.workflowId) : null
    return [
      ...judgeSequence(history),
      ...judgeAttempts(history),
      ...judgeShown(history),
      ...(sources === null ? [] : judgeOrder(history, sources)),
      ...judgeEffects(history, linesOf.get(history.executionId) ?? []),
      ...(watched === undefined ? [] : judgeSubscriber(history, watched)),
    ]
  })
  const judged = judgeLimits(histories, limitsOf, (id) => linesOf.get(id) ?? [])
  return [...each, ...judged, ...judgePriorities(histories, order)]
}
