/** How news joins the list: rows change in place, new ones wait while somebody is reading. Pure. */
import type { Run, RunPage } from './run.ts'

/**
 * The loaded pages with their beginning replaced by a fresh answer; rows below it stay as they were. Where the answer
 * shares none with them nobody knows what lies between: the list begins anew.
 */
export function withFreshHead(pages: readonly RunPage[], head: RunPage): RunPage[] {
  const loaded = pages.flatMap((page) => page.items)
  const fresh = new Set(head.items.map((run) => run.executionId))
  const lastShared = loaded.findLastIndex((run) => fresh.has(run.executionId))
  if (head.nextCursor === null || lastShared === -1 || lastShared === loaded.length - 1) return [head]
  const below = loaded.slice(lastShared + 1)
  const nextCursor = pages.at(-1)?.nextCursor ?? null
  return [head, { ...head, items: below, nextCursor }]
}

export interface ShownRows {
  readonly rows: readonly Run[]
  /** Rows that wait above what was there when the reading began. */
  readonly waiting: number
}

/** While `held` is given only rows of that set, and those below its last one, are shown. */
export function holdBack(rows: readonly Run[], held: ReadonlySet<string> | null): ShownRows {
  if (held === null) return { rows, waiting: 0 }
  const lastHeld = rows.findLastIndex((run) => held.has(run.executionId))
  const shown = rows.filter((run, index) => index > lastHeld || held.has(run.executionId))
  return { rows: shown, waiting: rows.length - shown.length }
}
