import { expect, it } from 'vitest'
import { toNodeTable, toSeriesTable } from './panel-table.ts'

it('shows words and keeps exact figures for the file', () => {
  const table = toNodeTable(
    [{ nodeName: 'Resize, large', workflowName: 'Thumbnails', ms: 1234.5 }],
    [{ head: 'p95', csv: 'p95_ms', shown: (row) => `${row.ms / 1000} s`, exact: (row) => row.ms }],
  )
  expect(table.columns).toEqual(['Node', 'Workflow', 'p95'])
  expect(table.rows).toEqual([['Resize, large', 'Thumbnails', '1.2345 s']])
  expect(table.csv()).toBe('node,workflow,p95_ms\r\n"Resize, large",Thumbnails,1234.5\r\n')
})

it('shows the end of a series first and keeps its file in order', () => {
  const [nine, ten] = ['2026-03-02T09:00:00.000Z', '2026-03-02T10:00:00.000Z'] as const
  const table = toSeriesTable(
    [
      { bucket: nine, runs: 4 },
      { bucket: ten, runs: 7 },
    ],
    'hour',
    [{ head: 'Runs', csv: 'runs', shown: (row) => `${row.runs}`, exact: (row) => row.runs }],
  )
  expect(table.rows.map(([, runs]) => runs)).toEqual(['7', '4'])
  expect(table.csv()).toBe(`from,runs\r\n${nine},4\r\n${ten},7\r\n`)
})
