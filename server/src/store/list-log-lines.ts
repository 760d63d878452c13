/** Log lines of an execution in the order they were written. Its chunks are committed in that order too. */
import { type LogLine, type StoredLine, toLogLines } from '../logs/log-line.ts'
import type { Queryable } from './queryable.ts'

export interface ListLogLines {
  readonly executionId: string
  readonly nodeId?: string | undefined
  readonly attempt?: number | undefined
  /** Cursor of the last line that the caller has. */
  readonly after?: string | null | undefined
  readonly limit: number
  /** Only lines that contain this, whatever the case. */
  readonly search?: string | undefined
}

export interface LogPage {
  readonly items: readonly LogLine[]
  /** Where to go on: never null once a line was read, so that a reader of a live log can ask again. */
  readonly nextAfter: string | null
}

interface ChunkRow {
  readonly id: string
  readonly node_id: string
  readonly attempt: number
  readonly lines: readonly StoredLine[]
}

// A chunk has some hundred lines and at most about a megabyte: a few at a time bound the memory.
const CHUNKS_A_READ = 16

// The node's column is compared only where the caller names one, so each shape has its index.
const chunksOf = (filter: string) => `
SELECT id::text AS id, node_id, attempt, lines
  FROM log_chunks
 WHERE execution_id = $1 AND id >= $2 ${filter}
 ORDER BY log_chunks.id
 LIMIT $3`

const statements = {
  execution: { name: 'list-log-chunks', text: chunksOf('') },
  node: { name: 'list-log-chunks-node', text: chunksOf('AND node_id = $4') },
  attempt: { name: 'list-log-chunks-attempt', text: chunksOf('AND node_id = $4 AND attempt = $5') },
}

export async function listLogLines(db: Queryable, input: ListLogLines): Promise<LogPage> {
  const start = toPosition(input.after)
  const items: LogLine[] = []
  let { chunk, line } = start
  for (;;) {
    const rows = await readChunks(db, input, chunk)
    for (const row of rows) {
      const first = row.id === chunk ? line : 0
      const lines = toLogLines(row.id, { nodeId: row.node_id, attempt: row.attempt, lines: row.lines })
      for (const item of lines.slice(first)) {
        if (matches(item, input.search)) items.push(item)
        if (items.length === input.limit) return { items, nextAfter: item.cursor }
      }
      chunk = row.id
      line = lines.length
    }
    if (rows.length < CHUNKS_A_READ) break
  }
  const read = chunk !== start.chunk || line !== start.line
  return { items, nextAfter: read ? `${chunk}.${line - 1}` : (input.after ?? null) }
}

async function readChunks(db: Queryable, input: ListLogLines, from: string): Promise<readonly ChunkRow[]> {
  const values: unknown[] = [input.executionId, from, CHUNKS_A_READ]
  if (input.nodeId === undefined) {
    return (await db.query<ChunkRow>({ ...statements.execution, values })).rows
  }
  values.push(input.nodeId)
  if (input.attempt === undefined) {
    return (await db.query<ChunkRow>({ ...statements.node, values })).rows
  }
  values.push(input.attempt)
  return (await db.query<ChunkRow>({ ...statements.attempt, values })).rows
}

/** The next line to read. A cursor that no log ever gave reads from the start. */
function toPosition(after: string | null | undefined): { chunk: string; line: number } {
  const [, chunk, line] = /^(\d{1,18})\.(\d{1,9})$/.exec(after ?? '') ?? []
  return chunk === undefined || line === undefined
    ? { chunk: '0', line: 0 }
    : { chunk, line: Number(line) + 1 }
}

function matches(item: LogLine, search: string | undefined): boolean {
  return search === undefined || item.line.toLowerCase().includes(search.toLowerCase())
}
