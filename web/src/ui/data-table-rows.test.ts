import { describe, expect, it } from 'vitest'
import { cellText, isNumeric, tableColumns, tableRows } from './data-table-rows.ts'

describe('a JSON list as a table', () => {
  it('is made only of objects', () => {
    expect(tableRows([{ a: 1 }, { b: 2 }])).toEqual([{ a: 1 }, { b: 2 }])
    expect([tableRows([]), tableRows([1]), tableRows([null]), tableRows([[1]]), tableRows({})]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })

  it('names the columns in the order of their first appearance', () => {
    expect(tableColumns([{ b: 1 }, { a: 1, b: 2 }])).toEqual(['b', 'a'])
  })

  it('sets a column to the right when it holds numbers alone', () => {
    const rows = [
      { n: 1, s: 'x', m: 1 },
      { n: null, s: 'y', m: 'z' },
    ]
    expect(['n', 's', 'm', 'gone'].map((column) => isNumeric(rows, column))).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  it('writes nested values as JSON and nothing for nothing', () => {
    expect([cellText({ a: 1 }), cellText(null), cellText(undefined), cellText('x')]).toEqual([
      '{"a":1}',
      '',
      '',
      'x',
    ])
  })
})
