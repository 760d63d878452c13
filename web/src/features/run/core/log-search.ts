/** Finding words in log lines: which lines hold them, and where in a line. */
import { stripAnsi } from './ansi.ts'
import type { LogLine } from './log-book.ts'

/** Indexes of the lines that contain the words, whatever their case; none for no words. */
export function findLines(lines: readonly LogLine[], words: string): readonly number[] {
  const wanted = words.toLowerCase()
  if (wanted === '') return []
  return lines.flatMap((line, index) => (stripAnsi(line.line).toLowerCase().includes(wanted) ? [index] : []))
}

export interface TextPart {
  readonly text: string
  readonly isHit: boolean
}

/** A text cut at the places that match. */
export function splitByHits(text: string, words: string): readonly TextPart[] {
  if (words === '') return [{ text, isHit: false }]
  const lower = text.toLowerCase()
  const wanted = words.toLowerCase()
  const parts: TextPart[] = []
  let from = 0
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    if (at > from) parts.push({ text: text.slice(from, at), isHit: false })
    from = at + wanted.length
    parts.push({ text: text.slice(at, from), isHit: true })
  }
  if (from < text.length) parts.push({ text: text.slice(from), isHit: false })
  return parts
}

const errorWords = /\b(error|fatal|panic|exception|traceback|failed)\b/i

/** A line of level error: on the error stream, or from Heddle itself, and saying so. */
export function isErrorLine(line: LogLine): boolean {
  return line.stream !== 'stdout' && errorWords.test(line.line)
}
