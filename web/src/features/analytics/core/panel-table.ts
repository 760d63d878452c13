/** The figures of a panel as rows: one for the table view, the same with exact figures for CSV. */
import { type CsvCell, toCsv } from '../../../ui/to-csv.ts'
import { bucketTitle } from './buckets.ts'
import type { Interval } from './period.ts'

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

interface NamedNode {
  readonly nodeName: string
  readonly workflowName: string
}

const nodeColumns: readonly PanelColumn<NamedNode>[] = [
  { head: 'Node', csv: 'node', shown: (row) => row.nodeName, exact: (row) => row.nodeName },
  { head: 'Workflow', csv: 'workflow', shown: (row) => row.workflowName, exact: (row) => row.workflowName },
]

/** A row a node, under its name and that of its workflow. */
export function toNodeTable<T extends NamedNode>(
  rows: readonly T[],
  columns: readonly PanelColumn<T>[],
): PanelTable {
  return toPanelTable(rows, [...nodeColumns, ...columns], nodeColumns.length)
}

/** A row a bucket, with its beginning. A series is read from its end; its file stays in the order of time. */
export function toSeriesTable<T extends { readonly bucket: string }>(
  rows: readonly T[],
  interval: Interval,
  columns: readonly PanelColumn<T>[],
): PanelTable {
  const from: PanelColumn<T> = {
    head: 'From',
    csv: 'from',
    shown: (row) => bucketTitle(row.bucket, interval),
    exact: (row) => row.bucket,
  }
  const table = toPanelTable(rows, [from, ...columns], 1)
  return { ...table, rows: table.rows.toReversed() }
}

function toPanelTable<T>(rows: readonly T[], columns: readonly PanelColumn<T>[], words: number): PanelTable {
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
