import { describe, expect, it } from 'vitest'
import { copyText, listJsonRows, parentRow, rowText } from './json-tree-rows.ts'

const none = new Map<string, boolean>()
const paths = (value: unknown, toggled: ReadonlyMap<string, boolean> = none) =>
  listJsonRows(value, toggled).map((row) => row.path)

describe('the lines of a JSON tree', () => {
  it('opens the first two levels and keeps deeper ones closed', () => {
    expect(paths({ a: { b: { c: 1 } } })).toEqual(['', '/a', '/a/b'])
  })

  it('keeps a long list below the top closed', () => {
    expect(paths({ list: Array.from({ length: 51 }, () => 0) })).toEqual(['', '/list'])
  })

  it('follows what the person opened and closed', () => {
    expect(paths({ a: { b: { c: 1 } } }, new Map([['/a/b', true]]))).toEqual(['', '/a', '/a/b', '/a/b/c'])
    expect(paths({ a: 1 }, new Map([['', false]]))).toEqual([''])
  })

  it('keeps keys with slashes apart', () => {
    expect(paths({ 'a/b': 1, a: { b: 2 } })).toEqual(['', '/a~1b', '/a', '/a/b'])
  })

  it('leads from a line to the branch that holds it', () => {
    const rows = listJsonRows({ a: 1, b: [2, 3] }, none)
    expect(rows.map((_, index) => parentRow(rows, index))).toEqual([-1, 0, 0, 2, 2])
  })

  it('writes each kind of value', () => {
    expect(listJsonRows(['x', 1, true, null, {}, []], none).map(rowText)).toEqual([
      '[ 6 items ]',
      '"x"',
      '1',
      'true',
      'null',
      '{ }',
      '[ ]',
    ])
  })

  it('copies text as it is and everything else as JSON', () => {
    expect([copyText('x'), copyText({ a: 1 })]).toEqual(['x', '{\n  "a": 1\n}'])
  })
})
