/**
 * Which results of a broken history count: completions that a second witness knows of, and failures that no
 * later attempt made up for.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { readEvent } from '@heddle/core/execution/read-event.ts'
import type { StoredNode } from '@heddle/core/execution/restore-state.ts'
import type { StoredRow } from '@heddle/core/execution/validate-state.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import type { Examined } from './examine-execution.ts'
import type { FailedResult, FoundCheckpoint, KeptResult, Survivors } from './recovery-evidence.ts'

/** Attempts number in the thousands at most: a larger number is damage, and taking it over would spread it. */
export const highestAttempt = 1_000_000

export interface Sources {
  readonly survivors: Survivors
  readonly examined: Examined
  readonly checkpoint: FoundCheckpoint | null
  readonly isOver: boolean
}

export function findKept(sources: Sources): Map<number, KeptResult> {
  const { survivors, examined, checkpoint } = sources
  const rows = new Map(examined.rows.map((row) => [row.index, row]))
  const ofAttempt = new Set(
    examined.attempts.map((each) => toKey(each.node_index, each.attempt, each.status)),
  )
  const earlier = new Map(checkpoint?.rows.map((row) => [row.index, row]))
  const digestOf = (index: number) => examined.stamps.get(index)?.output_digest ?? null
  const kept = new Map<number, KeptResult>()
  for (const { index, id } of examined.plan.nodes) {
    const row = rows.get(index)
    const own = row?.nodeId === id ? row : undefined
    const result =
      fromEvent(survivors, index, { row: own, digest: digestOf(index), ofAttempt }) ??
      fromCheckpoint(checkpoint, earlier.get(index)) ??
      fromRow(own, sources.isOver || ofAttempt.has(toKey(index, own?.attempt ?? 0, 'completed')))
    if (result === null || !isUsable(examined.plan, result)) continue
    const output = result.output ?? findRowOutput(own, result.attempt)
    const isElsewhere = result.keptFrom !== null && result.keptFrom.executionId !== examined.executionId
    if (output !== null || isElsewhere) kept.set(index, { ...result, output: isElsewhere ? null : output })
  }
  return kept
}

function toKey(index: number, attempt: number, status: string): string {
  return `${index}/${attempt}/${status}`
}

/**
 * A completion counts where anything else knows of its attempt: an event alone may have been another one. Of
 * several the row says which, else the first: a node completes once.
 */
function fromEvent(
  survivors: Survivors,
  index: number,
  known: { row: StoredRow | undefined; digest: string | null; ofAttempt: ReadonlySet<string> },
): KeptResult | null {
  const { row, ofAttempt } = known
  const started = survivors.started.get(index)
  // A node completes once, so that it matters not which attempts are said to have begun beside this one.
  const credible = (survivors.completed.get(index) ?? []).filter(({ event }) => {
    const attempt = attemptOf(event)
    if ((started?.get(attempt) ?? event.seq) < event.seq) return true
    if (ofAttempt.has(toKey(index, attempt, 'completed'))) return true
    return row?.status === 'completed' && row.attempt === attempt
  })
  const found = credible.find(({ digest }) => digest === known.digest) ?? credible[0]
  if (found === undefined) return null
  const { port, conditions, quality, keptFrom, cachedFrom, fallbackFor } = found.event.data
  return {
    index,
    attempt: attemptOf(found.event),
    at: found.event.timestamp,
    departure: { port, ...(conditions && { conditions }) },
    quality: quality ?? null,
    keptFrom: keptFrom ?? null,
    cachedFrom: cachedFrom ?? null,
    fallbackFor: fallbackFor ?? null,
    output: found.digest === null ? null : { source: 'event', at: found.event.seq },
  }
}

function attemptOf({ data, attempt }: ExecutionEvent<'node_completed'>): number {
  return data.keptFrom?.attempt ?? attempt ?? 0
}

function fromCheckpoint(checkpoint: FoundCheckpoint | null, row: StoredNode | undefined): KeptResult | null {
  if (checkpoint === null || row === undefined) return null
  const output = checkpoint.outputs.has(row.index) ? { source: 'checkpoint' as const, at: row.index } : null
  return toKept(row, output)
}

function fromRow(row: StoredRow | undefined, isCorroborated: boolean): KeptResult | null {
  return row === undefined || !isCorroborated ? null : toKept(row, null)
}

function toKept(row: StoredNode, output: KeptResult['output']): KeptResult | null {
  if (row.status !== 'completed' || row.port === null) return null
  const { index, attempt, port, conditions, quality, keptFrom, cachedFrom, error, completedAt: at } = row
  const departure = { port, ...(conditions && { conditions }) }
  return { index, attempt, at, departure, quality, keptFrom, cachedFrom, fallbackFor: error, output }
}

function findRowOutput(row: StoredRow | undefined, attempt: number): KeptResult['output'] {
  if (row === undefined || row.status !== 'completed' || row.attempt !== attempt) return null
  return { source: 'row', at: row.index }
}

export function findFailed(
  { survivors, examined, checkpoint, isOver }: Sources,
  attempts: ReadonlyMap<number, number>,
): Map<number, FailedResult> {
  const failed = new Map<number, FailedResult>()
  const add = (result: FailedResult) => {
    const isLast = (attempts.get(result.index) ?? 0) <= result.attempt
    if (isLast && isUsable(examined.plan, result)) failed.set(result.index, result)
  }
  const own = examined.rows.filter((row) => examined.plan.nodes[row.index]?.id === row.nodeId)
  const fromRows = [...(checkpoint?.rows ?? []), ...(isOver ? own : [])]
  for (const { index, status, attempt, error, port, conditions } of fromRows) {
    if (status !== 'failed' || error === null || port === null) continue
    add({ index, attempt, error, departure: { port, ...(conditions && { conditions }) } })
  }
  for (const [index, { attempt, data }] of survivors.failed) {
    const { error, port, conditions } = data
    // Attempt 0 is that of a node which failed before its first one.
    const number = attempt ?? Math.max(0, ...(survivors.started.get(index)?.keys() ?? []))
    add({ index, attempt: number, error, departure: { port, ...(conditions && { conditions }) } })
  }
  return failed
}

/** False where its event could not be read again: a damaged row may hold anything. */
function isUsable(plan: Plan, result: KeptResult | FailedResult): boolean {
  const { index, attempt, departure } = result
  const isFailed = 'error' in result
  const data = isFailed
    ? { ...departure, error: result.error }
    : { ...departure, keptFrom: result.keptFrom, fallbackFor: result.fallbackFor }
  const event = {
    ...{ seq: 1, attempt, data, timestamp: new Date(0).toISOString() },
    type: isFailed ? 'node_failed' : 'node_completed',
    nodeId: plan.nodes[index]?.id ?? null,
  }
  return attempt <= highestAttempt && readEvent(plan, event) !== null
}
