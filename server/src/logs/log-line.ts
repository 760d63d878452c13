/** One line that an attempt wrote. */

export type LogStream = 'stdout' | 'stderr' | 'system'

export interface LogLine {
  /** `<chunk id>.<index in the chunk>`: a place in the log of the execution to go on from. */
  readonly cursor: string
  readonly nodeId: string
  readonly attempt: number
  /** ISO 8601 in UTC with milliseconds. */
  readonly timestamp: string
  readonly stream: LogStream
  readonly line: string
}

/** A line as it is kept: milliseconds since the epoch, the stream's first letters, the text. */
export type StoredLine = readonly [atMs: number, stream: StreamCode, line: string]
export type StreamCode = 'out' | 'err' | 'sys'

/** Lines of one attempt that are written together. */
export interface LogChunk {
  readonly executionId: string
  readonly nodeId: string
  readonly attempt: number
  readonly lines: readonly StoredLine[]
}

export const streamCodes: Readonly<Record<LogStream, StreamCode>> = {
  stdout: 'out',
  stderr: 'err',
  system: 'sys',
}

const streams: Readonly<Record<StreamCode, LogStream>> = { out: 'stdout', err: 'stderr', sys: 'system' }

export function toLogLines(chunkId: string, chunk: Omit<LogChunk, 'executionId'>): LogLine[] {
  let timestamp = ''
  let timestampMs = Number.NaN
  return chunk.lines.map(([atMs, code, line], index) => {
    // Lines come in bursts, and writing a date costs more than the rest.
    if (atMs !== timestampMs) timestamp = new Date(atMs).toISOString()
    timestampMs = atMs
    return {
      cursor: `${chunkId}.${index}`,
      nodeId: chunk.nodeId,
      attempt: chunk.attempt,
      timestamp,
      stream: streams[code],
      line,
    }
  })
}
