/**
 * What can still be known of an execution whose history is broken: from the events that survived, the last
 * checkpoint, and its rows where a second table says the same. Nothing is taken on one word alone that could
 * have been written by what damaged the rest.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { readEvent } from '@heddle/core/execution/read-event.ts'
import { isActive, isFinal } from '@heddle/core/execution/status.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import { type DigestedEvent, listStoredEvents } from '../store/list-stored-events.ts'
import type { Queryable } from '../store/queryable.ts'
import type { Examined } from './examine-execution.ts'
import { findFailed, findKept, highestAttempt } from './find-results.ts'
import type { Ending, Evidence, FoundCheckpoint, Survivors } from './recovery-evidence.ts'

/** A damaged number must not make a repair write millions of events. */
const mostMissing = 10_000

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
    wasStarted: survivors.startedAt !== null || header.startedAt !== null || attempts.size > 0,
    startedAt: survivors.startedAt ?? header.startedAt,
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
    startedAt: null,
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
      survivors.startedAt = event.timestamp
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
  survivors.startedAt = null
  survivors.isPaused = false
  for (const [id, attempt] of Object.entries(attempts)) {
    const index = plan.indexOf.get(id)
    if (index !== undefined) raise(survivors.attempts, index, attempt)
  }
}

function raise(numbers: Map<number, number>, index: number, number: number): void {
  numbers.set(index, Math.max(number, numbers.get(index) ?? 0))
}

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
    return {
      type: ending.type,
      error: ending.type === 'execution_failed' ? ending.data.error : null,
      at: ending.timestamp,
    }
  if (!isFinal(header.status) || rows.some((row) => isActive(row.status))) return null
  return { type: `execution_${header.status}` as Ending, error: header.error, at: header.completedAt }
}
