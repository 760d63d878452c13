import { expect, test } from 'vitest'
import { createOutputTail } from './output-tail.ts'

function tailOf(maxBytes: number, chunks: readonly string[]): string {
  const tail = createOutputTail(maxBytes)
  for (const chunk of chunks) tail.push(Buffer.from(chunk))
  return tail.read()
}

test.each([
  ['short output is kept whole', 10, ['ab', 'cd'], 'abcd'],
  ['the end of long output is kept', 4, ['abcdef', 'gh'], 'efgh'],
  ['one long chunk is cut', 3, ['abcdef'], 'def'],
  ['a character that would be cut in two is left out', 4, ['aü€'], '€'],
  ['no output is no text', 4, [], ''],
] as const)('%s', (...[, maxBytes, chunks, expected]) => {
  expect(tailOf(maxBytes, chunks)).toBe(expected)
})
