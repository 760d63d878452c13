/**
 * What a page is told while it watches an execution: a snapshot, then the events behind it, each once and in
 * order, and the log lines where it asked for them. Ends when the execution is final and everything is told.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import type { ExecutionSnapshot } from '@heddle/core/execution/snapshot.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import type { Bus } from '../../bus/bus.ts'
import type { Queryable } from '../../store/queryable.ts'
import type { ArtifactView } from '../artifacts/artifact-shape.ts'
import { type ArtifactNews, followArtifacts } from './artifact-news.ts'
import { createBell } from './bell.ts'
import { type EventFollower, followEvents } from './event-follower.ts'
import type { LogLine } from './execution-shapes.ts'
import { followLogs, type LogFollower } from './log-follower.ts'
import { readSnapshot } from './read-snapshot.ts'
import { rideOut } from './ride-out.ts'

export type WatchMessage =
  | { kind: 'snapshot'; seq: number; snapshot: ExecutionSnapshot; serverTime: string }
  | { kind: 'events'; events: readonly ExecutionEvent[]; serverTime: string }
  | { kind: 'logs'; lines: readonly LogLine[] }
  | { kind: 'artifact'; artifact: ArtifactView }

/** A message and where to go on after it. */
export interface WatchStep {
  readonly id: string
  readonly message: WatchMessage
}

export interface WatchRequest {
  readonly executionId: string
  /** An id of an earlier step; null begins with a snapshot. */
  readonly lastId: string | null
  readonly logs: 'none' | { readonly after: string | null }
  readonly signal: AbortSignal | undefined
}

interface WatchParts {
  readonly db: Queryable
  readonly bus: Bus
}

/** A frame of a screen: what happens within one is told at once. */
const FRAME_MS = 16
/** Whoever is further behind gets a snapshot: it is smaller and quicker to draw than the events. */
const MAX_BEHIND = 2_000
const CHECK_MS = 5_000
/** Lines are written a moment after the attempt's end is committed: for so long none may come before all are told. */
const LAST_LINES_MS = 1_500
const LAST_LINES_CHECK_MS = 200

export async function* watchMessages(parts: WatchParts, request: WatchRequest): AsyncGenerator<WatchStep> {
  const { executionId, signal } = request
  const resumed = parseStepId(request.lastId)
  const bell = createBell()
  const onNews = bell.ring
  const events = await followEvents(parts, { executionId, after: resumed?.seq ?? 0, onNews })
  const after = request.logs === 'none' ? null : (resumed?.cursor ?? request.logs.after)
  const logs = request.logs === 'none' ? null : await followLogs(parts, { executionId, after, onNews })
  const artifacts = await followArtifacts(parts, { executionId, onNews })
  signal?.addEventListener('abort', onNews)
  try {
    yield* run({ parts, request, events, logs, artifacts, seq: resumed?.seq ?? null, wait: bell.wait })
  } finally {
    signal?.removeEventListener('abort', onNews)
    await events.close()
    await artifacts.close()
    await logs?.close()
  }
}

interface Run {
  readonly parts: WatchParts
  readonly request: WatchRequest
  readonly events: EventFollower
  readonly logs: LogFollower | null
  readonly artifacts: ArtifactNews
  /** Null before the first snapshot. */
  seq: number | null
  readonly wait: (ms: number) => Promise<void>
}

async function* run(run: Run): AsyncGenerator<WatchStep> {
  const { events, logs, request, wait } = run
  let quietSince: number | null = null
  let isLastRead = false
  while (request.signal?.aborted !== true) {
    const message = await rideOut(() => nextMessage(run), wait)
    if (message !== null) {
      quietSince = null
      isLastRead = false
      yield { id: toStepId(run.seq ?? 0, logs?.cursor ?? null), message }
      // What happens within a frame is told at once; a backlog is told as fast as it is read.
      if (!events.mayBeBehind) await sleep(FRAME_MS)
      continue
    }
    if (!events.isAtEnd) {
      await wait(logs?.dueMs ?? CHECK_MS)
      continue
    }
    if (logs === null || isLastRead) return
    quietSince ??= Date.now()
    if (logs.dueMs === null && Date.now() - quietSince > LAST_LINES_MS) {
      isLastRead = true
      logs.readAgain()
    } else await wait(Math.min(logs.dueMs ?? CHECK_MS, LAST_LINES_CHECK_MS))
  }
}

async function nextMessage(run: Run): Promise<WatchMessage | null> {
  const { events, logs, parts, request } = run
  if (run.seq === null || (await isFarBehind(run))) return takeSnapshot(run, parts, request.executionId)
  const next = await events.next()
  if (next.length > 0) {
    run.seq = next.at(-1)?.seq ?? run.seq
    return { kind: 'events', events: next, serverTime: new Date().toISOString() }
  }
  const artifact = run.artifacts.take()
  if (artifact !== null) return { kind: 'artifact', artifact }
  const lines = (await logs?.next()) ?? []
  return lines.length === 0 ? null : { kind: 'logs', lines }
}

/** Asked only where a page of events was not enough, so that it costs nothing while all goes well. */
async function isFarBehind({ events }: Run): Promise<boolean> {
  if (!events.mayBeBehind) return false
  const behind = await events.countBehind()
  return behind < 0 || behind > MAX_BEHIND
}

async function takeSnapshot(run: Run, parts: WatchParts, executionId: string): Promise<WatchMessage> {
  const snapshot = await readSnapshot(parts.db, executionId)
  const { seq, status } = snapshot.header
  run.seq = seq
  run.events.skipTo(seq, isFinal(status))
  return { kind: 'snapshot', seq, snapshot, serverTime: new Date().toISOString() }
}

function toStepId(seq: number, cursor: string | null): string {
  return cursor === null ? `${seq}` : `${seq}:${cursor}`
}

/** Null for an id that no watcher ever gave: the reader gets a snapshot. */
function parseStepId(id: string | null): { seq: number; cursor: string | null } | null {
  const [, seq, cursor = null] = /^(\d{1,9})(?::(\d+\.\d+))?$/.exec(id ?? '') ?? []
  return seq === undefined ? null : { seq: Number(seq), cursor }
}
