/** The log lines of one execution in the order in which they arrive. A line is known by its cursor, so none shows twice. */

export interface LogLine {
  readonly cursor: string
  readonly nodeId: string
  readonly attempt: number
  readonly timestamp: string
  readonly stream: 'stdout' | 'stderr' | 'system'
  readonly line: string
}

export interface LogBook {
  /** Lines as they arrive; those known already are dropped, since a stream that comes back may repeat some. */
  add(lines: readonly LogLine[]): void
  lines(): readonly LogLine[]
  /** Where the server goes on after the last line that arrived. */
  lastCursor(): string | undefined
  subscribe(listener: () => void): () => void
}

/** Beyond this many lines the oldest are forgotten here; the server still has them. */
export const keptLines = 200_000

export function createLogBook(schedule: (flush: () => void) => void): LogBook {
  const known = new Set<string>()
  const listeners = new Set<() => void>()
  let waiting: LogLine[] = []
  let shown: readonly LogLine[] = []

  function flush(): void {
    shown = [...shown, ...waiting].slice(-keptLines)
    waiting = []
    for (const listener of listeners) listener()
  }

  return {
    add(lines) {
      const added = lines.filter((line) => !known.has(line.cursor))
      if (added.length === 0) return
      for (const line of added) known.add(line.cursor)
      if (waiting.length === 0) schedule(flush)
      waiting.push(...added)
    },
    lines: () => shown,
    lastCursor: () => (waiting.at(-1) ?? shown.at(-1))?.cursor,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
