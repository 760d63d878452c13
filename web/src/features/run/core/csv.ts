/** Comma-separated values for a preview: quoted fields, doubled quotes, line ends of either kind. */

/** The first rows, as records under the names of the head row. */
export function parseCsv(text: string, maxRows: number): Record<string, string>[] {
  const [head, ...rows] = parseRows(text, maxRows + 1)
  if (head === undefined) return []
  const names = head.map((name, column) => (name.trim() === '' ? `Column ${column + 1}` : name.trim()))
  return rows.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column] ?? ''])))
}

function parseRows(text: string, maxRows: number): string[][] {
  const delimiter = toDelimiter(text)
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at <= text.length && rows.length < maxRows; ) {
    const { value, next } = readField(text, at, delimiter)
    row.push(value)
    at = next + 1
    if (text.charAt(next) === delimiter) continue
    if (row.length > 1 || value !== '') rows.push(row)
    row = []
  }
  return rows
}

/** One field from `from` on; `next` is the place of the character that ended it. */
function readField(text: string, from: number, delimiter: string): { value: string; next: number } {
  let value = ''
  let at = from
  if (text.charAt(from) === '"') {
    for (at = from + 1; at < text.length; at += 1) {
      if (text.charAt(at) !== '"') value += text.charAt(at)
      else if (text.charAt(at + 1) === '"') {
        value += '"'
        at += 1
      } else break
    }
    at += 1
  }
  for (; at < text.length && text.charAt(at) !== delimiter && text.charAt(at) !== '\n'; at += 1) {
    if (text.charAt(at) !== '\r') value += text.charAt(at)
  }
  return { value, next: at }
}

/** The first line tells which of comma, semicolon and tab divides. */
function toDelimiter(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/))
  const counts = [',', ';', '\t'].map((each) => [line.split(each).length, each] as const)
  return counts.reduce((best, each) => (each[0] > best[0] ? each : best))[1]
}
