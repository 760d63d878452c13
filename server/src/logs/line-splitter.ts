/** Cuts a stream of bytes into lines. Characters may be split between chunks; a line never grows without bound. */

export interface LineSplitter {
  push(chunk: Buffer): void
  /** Gives out what follows the last line break. */
  end(): void
}

/** A longer line is no line for people; the file that holds it belongs among the artifacts. */
export const MAX_LINE_BYTES = 16 * 1024

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  /** The beginning of a line whose end is not there yet, at most MAX_LINE_BYTES of it. */
  let kept: Buffer[] = []
  let keptBytes = 0
  let droppedBytes = 0

  const keep = (part: Buffer) => {
    const room = MAX_LINE_BYTES - keptBytes
    const head = part.length <= room ? part : part.subarray(0, room)
    if (head.length > 0) kept.push(head)
    keptBytes += head.length
    droppedBytes += part.length - head.length
  }
  const flush = () => {
    const [first] = kept
    const bytes = kept.length === 1 && first !== undefined ? first : Buffer.concat(kept)
    onLine(toLine(bytes, droppedBytes))
    kept = []
    keptBytes = 0
    droppedBytes = 0
  }
  return {
    push: (chunk) => {
      let start = 0
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
        keep(chunk.subarray(start, end))
        flush()
        start = end + 1
      }
      // Copied: a slice would hold the whole chunk for as long as the line stays open.
      if (start < chunk.length) keep(Buffer.from(chunk.subarray(start, start + MAX_LINE_BYTES)))
      droppedBytes += Math.max(0, chunk.length - start - MAX_LINE_BYTES)
    },
    end: () => {
      if (keptBytes > 0 || droppedBytes > 0) flush()
    },
  }
}

function toLine(bytes: Buffer, droppedBytes: number): string {
  if (droppedBytes > 0) {
    return `${bytes.subarray(0, endOfCharacters(bytes)).toString('utf8')} … [${droppedBytes} more bytes cut]`
  }
  const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length
  return bytes.toString('utf8', 0, end)
}

/** The end of the last whole character, so that a cut leaves no broken one. */
function endOfCharacters(bytes: Buffer): number {
  let start = bytes.length - 1
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1
  const lead = bytes[start] ?? 0
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
  return start + length <= bytes.length ? bytes.length : start
}
