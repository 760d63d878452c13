/** The figures of a panel as rows: one for the table view, the same with exact figures for CSV. */
import { type CsvCell, toCsv } from '../../../ui/to-csv.ts'

export interface PanelColumn<T> {
  readonly head: string
  /** The name in the file, with its unit. */
  readonly csv: string
  readonly shown: (row: T) => string
  readonly exact: (row: T) => CsvCell
}

export interface PanelTable {
  readonly columns: readonly string[]
  /** How many columns from the left are words. */
  readonly words: number
  readonly rows: readonly (readonly string[])[]
  readonly csv: () => string
}

export function toPanelTable<T>(
  rows: readonly T[],
  columns: readonly PanelColumn<T>[],
  words = 1,
): PanelTable {
  return {
    words,
    columns: columns.map((column) => column.head),
    rows: rows.map((row) => columns.map((column) => column.shown(row))),
    csv: () =>
      toCsv(
        columns.map((column) => column.csv),
        rows.map((row) => columns.map((column) => column.exact(row))),
      ),
  }
}

/** A series is read from its end; its file stays in the order of time. */
export function toSeriesTable<T>(rows: readonly T[], columns: readonly PanelColumn<T>[]): PanelTable {
  const table = toPanelTable(rows, columns)
  return { ...table, rows: table.rows.toReversed() }
}
