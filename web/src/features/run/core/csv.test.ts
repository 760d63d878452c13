import { describe, expect, it } from 'vitest'
import { parseCsv } from './csv.ts'

describe('a CSV preview', () => {
  it('reads rows under the names of the head row', () => {
    expect(parseCsv('path,count\n/a,3\n/b,4\n', 10)).toEqual([
      { path: '/a', count: '3' },
      { path: '/b', count: '4' },
    ])
  })

  it('understands quotes, doubled quotes, line ends within quotes and CRLF', () => {
    expect(parseCsv('a;b\r\n"x;1";"say ""hi""\nthere"\r\n', 10)).toEqual([{ a: 'x;1', b: 'say "hi"\nthere' }])
  })

  it('stops at the wanted number of rows and fills short ones', () => {
    expect(parseCsv('a,b\n1\n2\n3', 2)).toEqual([
      { a: '1', b: '' },
      { a: '2', b: '' },
    ])
  })

  it('gives nothing for an empty file', () => {
    expect(parseCsv('', 10)).toEqual([])
  })
})
