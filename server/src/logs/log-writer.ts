/**
 * Keeps what attempts write: gathers the lines of all attempts of this process and writes them in one insert
 * at a time, so that a thousand talkative attempts cost a few statements a second. Lines are handed on only
 * once they are committed, with their cursors.
 */
import type { Logger } from '../ops/logger.ts'
import { isRejectedByDatabase } from '../store/is-rejected-by-database.ts'
import {
  type LogChunk,
  type LogLine,
  type LogStream,
  type StoredLine,
  streamCodes,
  toLogLines,
} from './log-line.ts'
import { toStorableText } from './to-storable-text.ts'

export interface AttemptAddress {
  readonly executionId: string
  readonly nodeId: string
  readonly attempt: number
}

export interface AttemptLog {
  /** False where the line is not kept: the log is full, which Heddle's own lines pass over, or the writer closed. */
  write(stream: LogStream, line: string): boolean
  /** Resolves when all lines so far are committed or given up, at once where there are none. */
  flush(): Promise<void>
}

export interface LogWriter {
  open(address: AttemptAddress): AttemptLog
  /** Writes what is left, and gives up what cannot be written within a few seconds. */
  close(): Promise<void>
}

export interface LogWriterOptions {
  /** Writes chunks and gives their ids in the same order. */
  readonly append: (chunks: readonly LogChunk[]) => Promise<readonly string[]>
  readonly onLines: (executionId: string, lines: readonly LogLine[]) => void
  /** What one attempt may write. */
  readonly limitBytes: number
  readonly logger: Logger
}

interface Buffered {
  readonly address: AttemptAddress
  lines: StoredLine[]
  /** Bytes taken from the attempt so far. */
  bytes: number
  full: boolean
  /** Lines that are not committed yet, those on their way included. */
  open: number
  waiters: (() => void)[]
}

const DELAY_MS = 100
const RETRY_MS = 500
const CLOSE_MS = 3_000
const LINES_A_CHUNK = 500
const BYTES_A_CHUNK = 512 * 1024
/** Bounds of one insert: building it and handing its lines on must not hold the thread for long. */
const CHUNKS_AN_INSERT = 100
const LINES_AN_INSERT = 4_000
const BYTES_AN_INSERT = 1024 * 1024
/** While the database is away lines wait in memory, up to this much for all attempts together. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024
/** A line costs more than its characters. */
const LINE_OVERHEAD_BYTES = 24

export function createLogWriter(options: LogWriterOptions): LogWriter {
  return new GroupLogWriter(options)
}

class GroupLogWriter implements LogWriter {
  readonly #options: LogWriterOptions
  /** Attempts with lines to write, the longest waiting first. */
  #queue: Buffered[] = []
  #waitingLines = 0
  #waitingBytes = 0
  #timer: NodeJS.Timeout | null = null
  #running: Promise<void> | null = null
  #abandoned = false

  constructor(options: LogWriterOptions) {
    this.#options = options
  }

  open(address: AttemptAddress): AttemptLog {
    const buffered: Buffered = { address, lines: [], bytes: 0, full: false, open: 0, waiters: [] }
    return {
      write: (stream, line) => this.#write(buffered, stream, line),
      flush: () => this.#flush(buffered),
    }
  }

  async close(): Promise<void> {
    this.#start()
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS)
    })
    await Promise.race([this.#running, patience])
    clearTimeout(timer)
    this.#abandon()
  }

  #abandon(): void {
    this.#abandoned = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    for (const { waiters } of this.#queue.splice(0)) for (const resolve of waiters.splice(0)) resolve()
  }

  #write(buffered: Buffered, stream: LogStream, line: string): boolean {
    if (this.#abandoned) return false
    if (stream === 'system') {
      this.#push(buffered, stream, line)
      return true
    }
    if (buffered.full) return false
    const cost = line.length + LINE_OVERHEAD_BYTES
    if (buffered.bytes + cost > this.#options.limitBytes) return this.#fill(buffered, this.#limitText())
    if (this.#waitingBytes + cost > MAX_WAITING_BYTES) {
      return this.#fill(buffered, 'The database does not answer: what follows is not kept in the log.')
    }
    buffered.bytes += cost
    this.#push(buffered, stream, line)
    return true
  }

  #fill(buffered: Buffered, message: string): false {
    buffered.full = true
    this.#push(buffered, 'system', message)
    return false
  }

  #limitText(): string {
    const mib = this.#options.limitBytes / (1024 * 1024)
    return `The log of this attempt is full at ${Number(mib.toFixed(2))} MiB: what follows is not kept.`
  }

  #push(buffered: Buffered, stream: LogStream, line: string): void {
    if (buffered.lines.length === 0) this.#queue.push(buffered)
    buffered.lines.push([Date.now(), streamCodes[stream], toStorableText(line)])
    buffered.open += 1
    this.#waitingLines += 1
    this.#waitingBytes += line.length + LINE_OVERHEAD_BYTES
    if (this.#waitingLines >= LINES_A_CHUNK) this.#start()
    else this.#timer ??= setTimeout(() => this.#start(), DELAY_MS)
  }

  #flush(buffered: Buffered): Promise<void> {
    if (buffered.open === 0 || this.#abandoned) return Promise.resolve()
    return new Promise((resolve) => {
      buffered.waiters.push(resolve)
      this.#start()
    })
  }

  #start(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#running ??= this.#run().finally(() => {
      this.#running = null
      if (this.#queue.length > 0) this.#start()
    })
  }

  async #run(): Promise<void> {
    // Lines that come in the same turn of the event loop travel together.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#queue.length > 0 && !this.#abandoned) await this.#writeBatch(this.#takeBatch())
  }

  #takeBatch(): { buffered: Buffered; chunk: LogChunk }[] {
    const taken: { buffered: Buffered; chunk: LogChunk }[] = []
    let lineCount = 0
    let bytes = 0
    while (taken.length < CHUNKS_AN_INSERT && lineCount < LINES_AN_INSERT && bytes < BYTES_AN_INSERT) {
      const buffered = this.#queue.shift()
      if (buffered === undefined) break
      const lines = takeLines(buffered)
      taken.push({ buffered, chunk: { ...buffered.address, lines } })
      lineCount += lines.length
      for (const [, , line] of lines) bytes += line.length
      // To the end of the queue, so that one talkative attempt does not keep the others waiting.
      if (buffered.lines.length > 0) this.#queue.push(buffered)
    }
    return taken
  }

  async #writeBatch(batch: readonly { buffered: Buffered; chunk: LogChunk }[]): Promise<void> {
    const ids = await this.#append(batch.map(({ chunk }) => chunk))
    for (const [place, { buffered, chunk }] of batch.entries()) {
      const id = ids?.[place]
      if (id !== undefined) this.#options.onLines(chunk.executionId, toLogLines(id, chunk))
      this.#waitingLines -= chunk.lines.length
      for (const [, , line] of chunk.lines) this.#waitingBytes -= line.length + LINE_OVERHEAD_BYTES
      buffered.open -= chunk.lines.length
      if (buffered.open === 0) for (const resolve of buffered.waiters.splice(0)) resolve()
    }
  }

  /** Tries until the database answers; null where it refuses the lines for good or the writer is closed. */
  async #append(chunks: readonly LogChunk[]): Promise<readonly string[] | null> {
    while (!this.#abandoned) {
      try {
        return await this.#options.append(chunks)
      } catch (error) {
        this.#options.logger.warn({
          event: 'log_lines_not_written',
          chunks: chunks.length,
          error: String(error),
        })
        if (isRejectedByDatabase(error)) return null
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
    return null
  }
}

function takeLines(buffered: Buffered): StoredLine[] {
  let bytes = 0
  let count = 0
  for (const [, , line] of buffered.lines) {
    if (count === LINES_A_CHUNK || bytes > BYTES_A_CHUNK) break
    bytes += line.length
    count += 1
  }
  return buffered.lines.splice(0, count)
}
