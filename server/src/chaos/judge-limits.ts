/** Limits, as the history tells of them: who ran at the same time, and who began how soon after whom. */
import type { Violation } from './violation.ts'
import { isFinalType, type RunHistory, timeOf, type WireEvent } from './wire-event.ts'
import { isWitnessed, type WitnessLine } from './witness.ts'

export interface ExpectedLimits {
  readonly maxParallel?: number
  readonly maxConcurrentExecutions?: number
  /** By the beginning of the node's id. */
  readonly concurrency?: { readonly prefix: string; readonly key: string; readonly limit: number }
  readonly rate?: {
    readonly prefix: string
    readonly key: string
    readonly limit: number
    readonly perMs: number
  }
}

const endsAttempt = new Set([
  'node_completed',
  'node_failed',
  'node_retrying',
  'node_waiting',
  'node_cancelled',
  'attempt_lost',
])

/**
 * A start is granted, then claimed: where the process stands still in between, it comes late and among others. So in
 * one period up to twice the limit is let pass; three periods in a row have to hold it with a period's starts to spare.
 */
const RATE_SLACK = 2

interface Span {
  readonly executionId: string
  readonly from: number
  readonly to: number
}

export function judgeLimits(
  histories: readonly RunHistory[],
  limitsOf: (workflowId: string) => ExpectedLimits,
  linesOf: (executionId: string) => readonly WitnessLine[],
): Violation[] {
  const found: Violation[] = []
  const keys = new Map<string, { limit: number; spans: Span[] }>()
  const rates = new Map<string, { limit: number; perMs: number; starts: Span[] }>()
  const workflows = new Map<string, { limit: number; spans: Span[] }>()
  for (const history of histories) {
    const { maxParallel, maxConcurrentExecutions, concurrency, rate } = limitsOf(history.workflowId)
    if (!history.isRoot) continue
    if (maxParallel !== undefined) found.push(...judgeMaxParallel(history, maxParallel))
    if (maxConcurrentExecutions !== undefined) {
      const known = workflows.get(history.workflowId) ?? { limit: maxConcurrentExecutions, spans: [] }
      workflows.set(history.workflowId, known)
      known.spans.push(...toExecutionSpan(history))
    }
    if (concurrency !== undefined) {
      const known = keys.get(concurrency.key) ?? { limit: concurrency.limit, spans: [] }
      keys.set(concurrency.key, known)
      const isIdle = toIdleness(linesOf(history.executionId))
      known.spans.push(...toAttemptSpans(history, concurrency.prefix, isIdle))
    }
    if (rate !== undefined) {
      const known = rates.get(rate.key) ?? { ...rate, starts: [] }
      rates.set(rate.key, known)
      known.starts.push(...toAttemptSpans(history, rate.prefix, () => false))
    }
  }
  for (const [key, { limit, spans }] of keys)
    found.push(...judgeOverlap(spans, limit, { rule: 'concurrency keys hold', of: key }))
  for (const [id, { limit, spans }] of workflows)
    found.push(...judgeOverlap(spans, limit, { rule: 'maxConcurrentExecutions holds', of: id }))
  for (const rate of rates.values()) found.push(...judgeRate(rate))
  return found
}

function judgeMaxParallel({ executionId, events }: RunHistory, limit: number): Violation[] {
  const running = new Set<string>()
  const found: Violation[] = []
  for (const { type, node_id: node, seq } of events) {
    if (node === null) continue
    if (type === 'node_started') running.add(node)
    else if (endsAttempt.has(type)) running.delete(node)
    if (type === 'node_started' && running.size > limit)
      found.push({ rule: 'maxParallel holds', executionId, detail: `${seq}: ${running.size} of ${limit}` })
  }
  return found
}

function toExecutionSpan({ executionId, events }: RunHistory): Span[] {
  const start = events.find(({ type }) => type === 'execution_started')
  const end = events.find(({ type }) => isFinalType(type))
  if (start === undefined) return []
  return [
    { executionId, from: timeOf(start), to: end === undefined ? Number.POSITIVE_INFINITY : timeOf(end) },
  ]
}

/**
 * A claim that is committed long after it was decided is handed back at once: its slot has been given to somebody else.
 * Its start bears the time of the decision. What is lost, and did nothing as the witness tells, held no slot.
 */
function toIdleness(lines: readonly WitnessLine[]): (end: WireEvent) => boolean {
  const begun = new Set(lines.map(({ nodeId, attempt }) => `${nodeId} ${attempt}`))
  return ({ type, node_id: node, attempt }) =>
    type === 'attempt_lost' && isWitnessed(node ?? '') && !begun.has(`${node} ${attempt}`)
}

function toAttemptSpans(
  { executionId, events }: RunHistory,
  prefix: string,
  isLeftOut: (end: WireEvent) => boolean,
): Span[] {
  const open = new Map<string, number>()
  const spans: Span[] = []
  for (const event of events) {
    const { node_id: node, type } = event
    if (node === null || !node.startsWith(prefix)) continue
    if (type === 'node_started') open.set(node, timeOf(event))
    const from = open.get(node)
    if (from === undefined || !endsAttempt.has(type)) continue
    open.delete(node)
    if (!isLeftOut(event)) spans.push({ executionId, from, to: timeOf(event) })
  }
  for (const from of open.values()) spans.push({ executionId, from, to: Number.POSITIVE_INFINITY })
  return spans
}

/** An end and a beginning in the same millisecond follow one another. */
function judgeOverlap(
  spans: readonly Span[],
  limit: number,
  { rule, of }: { rule: Violation['rule']; of: string },
): Violation[] {
  const moves = spans.flatMap(({ from, to, executionId }) => [
    { at: from, change: 1, executionId },
    { at: Math.max(from, to), change: -1, executionId },
  ])
  moves.sort((a, b) => a.at - b.at || a.change - b.change)
  const found: Violation[] = []
  let used = 0
  const isOpenAt = (span: Span, at: number) => span.from <= at && at < Math.max(span.to, span.from + 1)
  for (const { at, change, executionId } of moves) {
    used += change
    if (change <= 0 || used <= limit) continue
    const detail = `${of}: ${used} of ${limit} at ${new Date(at).toISOString()}`
    const others = spans.filter((span) => isOpenAt(span, at)).map((span) => span.executionId)
    found.push({ rule, executionId, detail, with: [...new Set(others)] })
  }
  return found
}

function judgeRate(rate: { limit: number; perMs: number; starts: readonly Span[] }): Violation[] {
  const starts = rate.starts.toSorted((a, b) => a.from - b.from)
  const found: Violation[] = []
  for (const [periods, allowed] of [
    [1, rate.limit * RATE_SLACK],
    [3, rate.limit * (3 + RATE_SLACK)],
  ] as const) {
    for (const [at, { from, executionId }] of starts.entries()) {
      const beyond = starts[at + allowed]
      if (beyond === undefined || beyond.from - from >= rate.perMs * periods) continue
      const detail = `more than ${allowed} starts in ${periods} periods from ${new Date(from).toISOString()}`
      found.push({ rule: 'rate limits hold', executionId, detail })
    }
  }
  return found
}
