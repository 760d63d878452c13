/**
 * Holds what nodes did against what the events say of them. Attempts that were lost may have had effects, and those
 * count for nothing; the attempt that completed had its own, before it was said to be complete.
 */
import type { Violation } from './violation.ts'
import { type RunHistory, timeOf } from './wire-event.ts'
import { isWitnessed, type WitnessLine } from './witness.ts'

/** Clocks of one machine, read by two programs and rounded. */
const TOLERANCE_MS = 20

export function judgeEffects(history: RunHistory, lines: readonly WitnessLine[]): Violation[] {
  const { executionId, events } = history
  const found: Violation[] = []
  const byAttempt = new Map<string, WitnessLine[]>()
  for (const line of lines) {
    const key = `${line.nodeId} ${line.attempt}`
    byAttempt.set(key, [...(byAttempt.get(key) ?? []), line])
  }
  const startedAt = new Map<string, number>()
  for (const event of events) {
    const { type, node_id: node, attempt, seq } = event
    if (node === null || !isWitnessed(node)) continue
    const key = `${node} ${attempt}`
    if (type === 'node_started') startedAt.set(key, timeOf(event))
    if (type !== 'node_completed') continue
    const end = byAttempt.get(key)?.find(({ phase }) => phase === 'end')
    const detail = `${seq} ${key} completed ${describeEnd(end, timeOf(event))}`
    if (end === undefined || end.at > timeOf(event) + TOLERANCE_MS)
      found.push({ rule: 'a completed attempt had its effect', executionId, detail })
  }
  for (const [key, those] of byAttempt) {
    const starts = those.filter(({ phase }) => phase === 'start')
    const pids = starts.map(({ pid }) => pid).join(', ')
    if (starts.length > 1)
      found.push({ rule: 'an attempt runs once', executionId, detail: `${key} was run by ${pids}` })
    const committed = startedAt.get(key)
    const first = Math.min(...starts.map(({ at }) => at))
    if (committed === undefined || first < committed - TOLERANCE_MS)
      found.push({
        rule: 'no effect without a committed start',
        executionId,
        detail: `${key} ran in ${pids}`,
      })
  }
  return found
}

function describeEnd(end: WitnessLine | undefined, completedAt: number): string {
  return end === undefined ? 'without an effect' : `${Math.round(end.at - completedAt)} ms before its effect`
}
