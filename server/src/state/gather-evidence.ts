/**
 * What can still be known of an execution whose history is broken: from the events that survived, the last
 * checkpoint, and its rows where a second table says the same. Nothing is taken on one word alone that could
 * have been written by what damaged the rest.
 */
import type {
  CachedFrom,
  Departure,
  ExecutionEvent,
  KeptFrom,
  NodeError,
} from '@heddle/core/execution/event.ts'
import { readEvent } from '@heddle/core/execution/read-event.ts'
import type { StoredNode } from '@heddle/core/execution/restore-state.ts'
import { isActive, isFinal } from '@heddle/core/execution/status.ts'
import type { StoredRow } from '@heddle/core/execution/validate-state.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import { type DigestedEvent, listStoredEvents } from '../store/list-stored-events.ts'
import type { Queryable } from '../store/queryable.ts'
import type { OutputSource } from '../store/restore-outputs.ts'
import type { Examined } from './examine-execution.ts'

/** A state at an earlier moment, found whole. */
export interface FoundCheckpoint {
  readonly seq: number
  readonly rows: readonly StoredNode[]
  /** Places of nodes whose outputs it carries. */
  readonly outputs: ReadonlySet<number>
}

/** A result that need not be made again. */
export interface KeptResult {
  readonly index: number
  readonly attempt: number
  readonly departure: Departure
  readonly quality: number | null
  readonly keptFrom: KeptFrom | null
  readonly cachedFrom: CachedFrom | null
  readonly fallbackFor: NodeError | null
  /** Where the output is; null where the node has none of its own. */
  readonly output: { readonly source: OutputSource; readonly at: number } | null
}

export interface FailedResult {
  readonly index: number
  readonly attempt: number
  readonly departure: Departure
  readonly error: NodeError
}

type Ending = 'execution_completed' | 'execution_failed' | 'execution_cancelled'

export interface Evidence {
  readonly kept: ReadonlyMap<number, KeptResult>
  readonly failed: ReadonlyMap<number, FailedResult>
  /** Number of the last attempt of each node that anything tells of. */
  readonly attempts: ReadonlyMap<number, number>
  readonly createdAt: string
  readonly priority: number
  readonly wasStarted: boolean
  readonly wasPaused: boolean
  /** How it ended, where it had. */
  readonly ending: { readonly type: Ending; readonly error: NodeError | null } | null
  /** Seqs of events that nobody can read. */
  readonly unreadable: readonly number[]
  /** The highest seq that anybody can have been told of. */
  readonly lastSeq: number
}

/** A damaged number must not make a repair write millions of events. */
const mostMissing = 10_000

interface Survivors {
  /** All that were found: a damaged event may claim what another node did. */
  readonly completed: Map<number, Completion[]>
  readonly failed: Map<number, ExecutionEvent<'node_failed'>>
  /** Attempts that began, with the seq at which each first did. */
  readonly started: Map<number, Map<number, number>>
  readonly attempts: Map<number, number>
  created: ExecutionEvent<'execution_created'> | null
  ending: ExecutionEvent<Ending> | null
  hasStarted: boolean
  isPaused: boolean
}

interface Completion {
  readonly event: ExecutionEvent<'node_completed'>
  readonly digest: string | null
}

export async function gatherEvidence(
  db: Queryable,
  examined: Examined,
  checkpoint: FoundCheckpoint | null,
): Promise<Evidence> {
  const { plan, header, executionId } = examined
  const survivors = noSurvivors()
  const unreadable: number[] = []
  let count = 0
  let highest = 0
  for await (const stored of listStoredEvents(db, executionId)) {
    count += 1
    const event = readEvent(plan, stored)
    if (event === null) unreadable.push(stored.seq)
    else {
      if (event.seq <= count + mostMissing) highest = Math.max(highest, event.seq)
      take(survivors, plan, { event, stored })
    }
  }
  const limit = count + mostMissing
  const seqs = [highest, header.seq, checkpoint?.seq ?? 0].filter((seq) => seq <= limit)
  const attempts = mergeAttempts(survivors, examined, checkpoint)
  const ending = findEnding(survivors, examined)
  const sources = { survivors, examined, checkpoint, isOver: ending !== null }
  const { created } = survivors
  return {
    kept: findKept(sources),
    failed: findFailed(sources, attempts),
    attempts,
    createdAt: created?.data.restart?.createdAt ?? created?.timestamp ?? header.createdAt ?? '',
    priority: created?.data.priority ?? header.priority,
    wasStarted: survivors.hasStarted || header.startedAt !== null || attempts.size > 0,
    wasPaused: header.status === 'paused' || survivors.isPaused,
    ending,
    unreadable,
    lastSeq: Math.max(1, ...seqs),
  }
}

function noSurvivors(): Survivors {
  return {
    completed: new Map(),
    failed: new Map(),
    started: new Map(),
    attempts: new Map(),
    created: null,
    ending: null,
    hasStarted: false,
    isPaused: false,
  }
}

/** The numbers of attempts outlive a restart; everything else before it counts no more. */
function take(
  survivors: Survivors,
  plan: Plan,
  { event, stored }: { event: ExecutionEvent; stored: DigestedEvent },
): void {
  const index = plan.indexOf.get(event.nodeId ?? '')
  if (index !== undefined && event.attempt !== null && event.type !== 'attempt_ignored')
    raise(survivors.attempts, index, event.attempt)
  switch (event.type) {
    case 'execution_created':
      if (event.data.restart !== undefined) forgetAll(survivors, plan, event.data.restart.attempts)
      survivors.created = event
      break
    case 'execution_started':
      survivors.hasStarted = true
      break
    case 'execution_paused':
    case 'execution_resumed':
      survivors.isPaused = event.type === 'execution_paused'
      break
    case 'execution_completed':
    case 'execution_failed':
    case 'execution_cancelled':
      survivors.ending = event
      break
    case 'node_started':
      if (index !== undefined && event.attempt !== null)
        noteStart(survivors, index, { attempt: event.attempt, seq: event.seq })
      break
    case 'node_completed':
      if (index !== undefined) {
        const others = survivors.completed.get(index) ?? []
        survivors.completed.set(index, [...others, { event, digest: stored.outputDigest }])
      }
      break
    case 'node_failed':
      if (index !== undefined) survivors.failed.set(index, event)
      break
  }
}

function noteStart(
  { started }: Survivors,
  index: number,
  { attempt, seq }: { attempt: number; seq: number },
): void {
  const attempts = started.get(index) ?? new Map<number, number>()
  if (!attempts.has(attempt)) attempts.set(attempt, seq)
  started.set(index, attempts)
}

function forgetAll(survivors: Survivors, plan: Plan, attempts: Readonly<Record<string, number>>): void {
  survivors.completed.clear()
  survivors.failed.clear()
  survivors.started.clear()
  survivors.ending = null
  survivors.hasStarted = false
  survivors.isPaused = false
  for (const [id, attempt] of Object.entries(attempts)) {
    const index = plan.indexOf.get(id)
    if (index !== undefined) raise(survivors.attempts, index, attempt)
  }
}

function raise(numbers: Map<number, number>, index: number, number: number): void {
  numbers.set(index, Math.max(number, numbers.get(index) ?? 0))
}

/** Attempts number in the thousands at most: a larger number is damage, and taking it over would spread it. */
const highestAttempt = 1_000_000

function mergeAttempts(
  survivors: Survivors,
  { plan, rows, attempts }: Examined,
  checkpoint: FoundCheckpoint | null,
): Map<number, number> {
  const merged = new Map<number, number>()
  const add = (index: number, attempt: number) => {
    if (attempt > 0 && attempt <= highestAttempt && plan.nodes[index] !== undefined)
      raise(merged, index, attempt)
  }
  for (const [index, attempt] of survivors.attempts) add(index, attempt)
  for (const { index, attempt, nodeId } of rows) if (plan.nodes[index]?.id === nodeId) add(index, attempt)
  for (const { node_index: index, attempt } of attempts) add(index, attempt)
  for (const { index, attempt } of checkpoint?.rows ?? []) add(index, attempt)
  return merged
}

/** What is final stays final: the event says so, or the row does and no node of it is under way. */
function findEnding({ ending }: Survivors, { header, rows }: Examined): Evidence['ending'] {
  if (ending !== null)
    return { type: ending.type, error: ending.type === 'execution_failed' ? ending.data.error : null }
  if (!isFinal(header.status) || rows.some((row) => isActive(row.status))) return null
  return { type: `execution_${header.status}` as Ending, error: header.error }
}

interface Sources {
  readonly survivors: Survivors
  readonly examined: Examined
  readonly checkpoint: FoundCheckpoint | null
  readonly isOver: boolean
}

function findKept(sources: Sources): Map<number, KeptResult> {
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
    if (result === null) continue
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
  const { index, attempt, port, conditions, quality, keptFrom, cachedFrom, error } = row
  const departure = { port, ...(conditions && { conditions }) }
  return { index, attempt, departure, quality, keptFrom, cachedFrom, fallbackFor: error, output }
}

function findRowOutput(row: StoredRow | undefined, attempt: number): KeptResult['output'] {
  if (row === undefined || row.status !== 'completed' || row.attempt !== attempt) return null
  return { source: 'row', at: row.index }
}

function findFailed(
  { survivors, examined, checkpoint, isOver }: Sources,
  attempts: ReadonlyMap<number, number>,
): Map<number, FailedResult> {
  const failed = new Map<number, FailedResult>()
  const add = (result: FailedResult) => {
    if ((attempts.get(result.index) ?? 0) <= result.attempt) failed.set(result.index, result)
  }
  const fromRows = [...(checkpoint?.rows ?? []), ...(isOver ? examined.rows : [])]
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
