import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLineSplitter, MAX_LINE_BYTES } from './line-splitter.ts'

function split(chunks: readonly Buffer[]): string[] {
  const lines: string[] = []
  const splitter = createLineSplitter((line) => lines.push(line))
  for (const chunk of chunks) splitter.push(chunk)
  splitter.end()
  return lines
}

test('the same lines come out wherever the bytes are cut', () => {
  const text = fc
    .array(fc.constantFrom('a', 'ü', '€', '😀', '\n', 'line'), { maxLength: 60 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, fc.array(fc.nat(200), { maxLength: 10 }), (whole, cuts) => {
      const bytes = Buffer.from(whole)
      const places = [
        0,
        ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b),
        bytes.length,
      ]
      const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end))
      const expected = whole.split('\n')
      if (expected.at(-1) === '') expected.pop()
      expect(split(chunks)).toEqual(expected)
    }),
  )
})

test('line breaks of other systems and empty lines are kept apart from the text', () => {
  expect(split([Buffer.from('a\r\n\nb\r\n')])).toEqual(['a', '', 'b'])
})

test('a long line is cut at a whole character and says how much is missing', () => {
  const chunks = [Buffer.from('€'.repeat(4000)), Buffer.from('€'.repeat(4000)), Buffer.from('\nnext')]
  const [long, next] = split(chunks)
  expect(long).toMatch(/^€+ … \[\d+ more bytes cut\]$/)
  expect(Buffer.byteLength(long ?? '')).toBeLessThan(MAX_LINE_BYTES + 50)
  expect(next).toBe('next')
})

test('bytes that are no text become replacement characters', () => {
  expect(split([Buffer.from([0x61, 0xff, 0x0a])])).toEqual(['a\uFFFD'])
})
