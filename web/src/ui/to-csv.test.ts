import { expect, it } from 'vitest'
import { type CsvCell, toCsv } from './to-csv.ts'

const cells: [string, CsvCell, string][] = [
  ['words', 'Log report', 'Log report'],
  ['a comma', 'one, two', '"one, two"'],
  ['a quote', 'say "no"', '"say ""no"""'],
  ['a break', 'one\ntwo', '"one\ntwo"'],
  ['nothing', null, ''],
  ['a figure', -1.5, '-1.5'],
  ['a formula', '=SUM(A1)', "'=SUM(A1)"],
]

it.each(cells)('writes %s', (_, cell, written) => {
  expect(toCsv(['head'], [[cell]])).toBe(`head\r\n${written}\r\n`)
})

it('writes the head alone when there are no rows', () => {
  expect(toCsv(['a', 'b'], [])).toBe('a,b\r\n')
})
