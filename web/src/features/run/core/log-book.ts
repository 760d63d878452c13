/**
 * The log lines of one execution: pages of what was written before, then what arrives live. A line is known by
 * its cursor, so a page that reaches into the live part repeats nothing.
 */

export interface LogLine {
  readonly cursor: string
  readonly nodeId: string
  readonly attempt: number
  readonly timestamp: string
  readonly stream: 'stdout' | 'stderr' | 'system'
  readonly line: string
}

export interface LogBook {
  /** A page read from the server, which follows the pages before it. */
  addPage(lines: readonly LogLine[]): void
  /** Lines that arrived live. */
  addLive(lines: readonly LogLine[]): void
  lines(): readonly LogLine[]
  subscribe(listener: () => void): () => void
}

/** Beyond this many lines the oldest live ones are forgotten here; the download still has them. */
const keptLines = 200_000

export function createLogBook(schedule: (flush: () => void) => void): LogBook {
  const known = new Set<string>()
  const listeners = new Set<() => void>()
  let paged: LogLine[] = []
  let live: LogLine[] = []
  let shown: readonly LogLine[] = []
  let isScheduled = false

  function flush(): void {
    isScheduled = false
    shown = [...paged, ...live].slice(-keptLines)
    for (const listener of listeners) listener()
  }

  function changed(): void {
    if (isScheduled) return
    isScheduled = true
    schedule(flush)
  }

  return {
    addPage(lines) {
      const cursors = new Set(lines.map((line) => line.cursor))
      const repeated = live.filter((line) => cursors.has(line.cursor))
      if (repeated.length > 0) live = live.filter((line) => !cursors.has(line.cursor))
      const isPaged = new Set(repeated.map((line) => line.cursor))
      const added = lines.filter((line) => isPaged.has(line.cursor) || !known.has(line.cursor))
      for (const line of added) known.add(line.cursor)
      paged = [...paged, ...added]
      changed()
    },
    addLive(lines) {
      const added = lines.filter((line) => !known.has(line.cursor))
      if (added.length === 0) return
      for (const line of added) known.add(line.cursor)
      live = [...live, ...added]
      changed()
    },
    lines: () => shown,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
