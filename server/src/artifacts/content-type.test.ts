import { expect, test } from 'vitest'
import { toContentType } from './content-type.ts'

test.each([
  ['report.html', '<h1>', 'text/html; charset=utf-8'],
  ['data.json', '{}', 'application/json; charset=utf-8'],
  ['deep/table.csv', 'a,b', 'text/csv; charset=utf-8'],
  ['picture.png', '\x89PNG', 'image/png'],
  ['README', 'plain words', 'text/plain; charset=utf-8'],
  ['html', 'a file that is named like a type', 'text/plain; charset=utf-8'],
  ['core', 'a\0b', 'application/octet-stream'],
  ['empty', '', 'text/plain; charset=utf-8'],
])('%s is known by its name or its first bytes', (...[name, head, expected]) => {
  expect(toContentType(name, Buffer.from(head))).toBe(expected)
})

test('text that is cut within a character is still text', () => {
  expect(toContentType('notes', Buffer.from('naïve €').subarray(0, 8))).toBe('text/plain; charset=utf-8')
})
