/** Rows as CSV (RFC 4180): lines end with CRLF, cells with commas, quotes or breaks are quoted. */

export type CsvCell = string | number | null

export function toCsv(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(toCell).join(',')}\r\n`).join('')
}

/** A text that a spreadsheet would take for a formula is kept a text by an apostrophe. */
function toCell(value: CsvCell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
