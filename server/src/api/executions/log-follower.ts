/**
 * Reads the log lines of one execution as they are written, each once and in order. What the bus brings only
 * says that there is something to read: the lines come from the database, whose cursor skips none.
 */

import type { Bus } from '../../bus/bus.ts'
import type { LogLine } from '../../logs/log-line.ts'
import { listLogLines } from '../../store/list-log-lines.ts'
import type { Queryable } from '../../store/queryable.ts'
import { pollWhileDegraded } from './poll-while-degraded.ts'

export interface LogFollower {
  /** The next lines, at most a page; none when nothing new is known or the last read was just now. */
  next(): Promise<readonly LogLine[]>
  readonly cursor: string | null
  /** Milliseconds until `next` should be asked again; null while nothing is known to come. */
  readonly dueMs: number | null
  /** Has the next `next` read, whatever was announced: a notice may have got lost. */
  readAgain(): void
  close(): Promise<void>
}

export interface FollowLogs {
  readonly executionId: string
  readonly after: string | null
  readonly onNews: () => void
}

const PAGE = 500
/** Reads of what is being written are this far apart: a screen shows no more, and a chatty script costs no more. */
const READ_EVERY_MS = 60
/** A notice may get lost: then this much later is when its lines are read. */
const CHECK_MS = 5_000

export async function followLogs(
  parts: { readonly db: Queryable; readonly bus: Bus },
  { executionId, after, onNews }: FollowLogs,
): Promise<LogFollower> {
  let cursor = after
  let announced: string | null = null
  let mustRead = true
  /** A full page was read: what follows it is there already. */
  let isBehind = false
  let readAt = 0
  const everyMs = () => (isBehind ? 0 : READ_EVERY_MS)
  const unsubscribe = await parts.bus.subscribe(`logs:${executionId}`, (message) => {
    announced = laterOf(announced, (message as { lines?: readonly LogLine[] }).lines?.at(-1)?.cursor ?? null)
    mustRead = true
    onNews()
  })
  const stopPolling = pollWhileDegraded(parts.bus, () => {
    mustRead = true
    onNews()
  })
  return {
    next: async () => {
      const now = Date.now()
      const wait = mustRead ? everyMs() : CHECK_MS
      if (now - readAt < wait) return []
      readAt = now
      mustRead = false
      const page = await listLogLines(parts.db, { executionId, after: cursor, limit: PAGE })
      cursor = page.nextAfter
      isBehind = page.items.length === PAGE
      // Announced lines may stay invisible for a moment, behind a transaction that began earlier.
      mustRead ||= isBehind || laterOf(announced, cursor) !== cursor
      return page.items
    },
    get cursor() {
      return cursor
    },
    get dueMs() {
      return mustRead ? Math.max(0, readAt + everyMs() - Date.now()) : null
    },
    readAgain: () => {
      mustRead = true
      readAt = 0
    },
    close: async () => {
      stopPolling()
      await unsubscribe()
    },
  }
}

/** The later of two cursors `<chunk>.<line>`. */
function laterOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  const [chunkA = '0', lineA = '0'] = a.split('.')
  const [chunkB = '0', lineB = '0'] = b.split('.')
  const difference = Number(BigInt(chunkA) - BigInt(chunkB)) || Number(lineA) - Number(lineB)
  return difference > 0 ? a : b
}
