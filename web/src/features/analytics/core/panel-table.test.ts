import { expect, it } from 'vitest'
import { toPanelTable, toSeriesTable } from './panel-table.ts'

it('shows words and keeps exact figures for the file', () => {
  const table = toPanelTable(
    [{ node: 'Resize, large', ms: 1234.5 }],
    [
      { head: 'Node', csv: 'node', shown: (row) => row.node, exact: (row) => row.node },
      { head: 'p95', csv: 'p95_ms', shown: (row) => `${row.ms / 1000} s`, exact: (row) => row.ms },
    ],
  )
  expect(table.rows).toEqual([['Resize, large', '1.2345 s']])
  expect(table.csv()).toBe('node,p95_ms\r\n"Resize, large",1234.5\r\n')
})

it('shows the end of a series first and keeps its file in order', () => {
  const table = toSeriesTable(
    [{ at: '09' }, { at: '10' }],
    [{ head: 'From', csv: 'from', shown: (row) => row.at, exact: (row) => row.at }],
  )
  expect(table.rows).toEqual([['10'], ['09']])
  expect(table.csv()).toBe('from\r\n09\r\n10\r\n')
})
