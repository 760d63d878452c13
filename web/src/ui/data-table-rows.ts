/** A JSON array of objects as a table. */

export type TableRow = Record<string, unknown>

/** The rows when the value is a list of objects, else null: then a tree shows it better. */
export function tableRows(value: unknown): TableRow[] | null {
  if (!Array.isArray(value) || value.length === 0) return null
  const rows: TableRow[] = []
  for (const each of value) {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return null
    rows.push({ ...each })
  }
  return rows
}

/** Rows looked at to find the columns: a list of a million rows names its keys in the first ones. */
const sampled = 200

/** Every key in the order in which it first appears. */
export function tableColumns(rows: readonly TableRow[]): string[] {
  const columns = new Set<string>()
  for (const row of rows.slice(0, sampled)) for (const key of Object.keys(row)) columns.add(key)
  return [...columns]
}

export function isNumeric(rows: readonly TableRow[], column: string): boolean {
  const values = rows.slice(0, sampled).map((row) => row[column])
  return (
    values.some((value) => typeof value === 'number') &&
    values.every((value) => value === null || value === undefined || typeof value === 'number')
  )
}

export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
