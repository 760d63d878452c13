/** Keeps the last bytes of a stream, whatever its length, in bounded memory. */

export interface OutputTail {
  push(chunk: Buffer): void
  /** Starts at a whole character. */
  read(): string
}

export function createOutputTail(maxBytes: number): OutputTail {
  let chunks: Buffer[] = []
  let bytes = 0
  return {
    push: (chunk) => {
      chunks.push(chunk)
      bytes += chunk.length
      // Whole chunks in front are dropped as soon as the rest is enough; one chunk is a pipe's 64 KiB at most.
      while (chunks[0] !== undefined && bytes - chunks[0].length >= maxBytes) {
        bytes -= chunks[0].length
        chunks.shift()
      }
    },
    read: () => {
      const all = Buffer.concat(chunks)
      const tail = all.subarray(Math.max(0, all.length - maxBytes))
      chunks = [tail]
      bytes = tail.length
      return tail.subarray(tail.length < all.length ? startOfCharacter(tail) : 0).toString('utf8')
    },
  }
}

/** Bytes 10xxxxxx go on with a character that began before. */
function startOfCharacter(bytes: Buffer): number {
  let start = 0
  while (start < Math.min(4, bytes.length) && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1
  return start
}
