import { expect, test } from 'vitest'
import { isTooDeep } from './too-deep.ts'

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

test.each([
  ['a short text', nested(100), false],
  ['the deepest that is taken', nested(256) + ' '.repeat(300), false],
  ['one deeper', nested(257), true],
  ['brackets inside a string', JSON.stringify({ text: nested(5_000) }), false],
  ['a string that ends in backslashes', `["${'\\\\'.repeat(300)}", ${nested(255)}]`, false],
  ['a string with escaped quotes', `["${'\\"['.repeat(400)}"]`, false],
  ['a string that never ends', `"${'['.repeat(1_000)}`, false],
  ['many beside one another', `[${Array.from({ length: 1_000 }, () => '[]').join(',')}]`, false],
  ['objects', `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`, true],
])('%s', (_what, text, expected) => {
  expect(isTooDeep(text)).toBe(expected)
})
