import { expect, test } from 'vitest'
import { isStorable, isTooDeep, toStorable } from './storable-json.ts'

test.each([
  ['plain text', 'a', true],
  ['NUL', 'a\0', false],
  ['half of a character', '\ud83d', false],
  ['a whole one', '😀', true],
])('%s is judged as the database would', (...[, text, expected]) => {
  expect(isStorable(JSON.stringify({ text }))).toBe(expected)
})

test('what the database refuses is replaced, also in keys, and the rest stays the same object', () => {
  const fine = { a: [1, 'b'] }
  expect(toStorable(fine)).toBe(fine)
  expect(toStorable({ 'k\0': ['\ud800', 1, null], nested: { text: 'ok' } })).toEqual({
    'k\uFFFD': ['\uFFFD', 1, null],
    nested: { text: 'ok' },
  })
})

test.each([
  ['two hundred levels', '['.repeat(200) + ']'.repeat(200), false],
  ['one more', '['.repeat(201) + ']'.repeat(201), true],
  ['brackets inside a text', JSON.stringify('['.repeat(500)), false],
  ['many lists side by side', `[${'[],'.repeat(300)}[]]`, false],
  ['a quoted quote before brackets', JSON.stringify({ a: `"${'{'.repeat(300)}` }), false],
])('%s', (...[, text, expected]) => {
  expect(isTooDeep(text)).toBe(expected)
})
