import { expect, test } from 'vitest'
import { toSpanWords } from './span-words.ts'

test.each([
  [0.5, '0.5 s'],
  [45, '45 s'],
  [90, '1 min 30 s'],
  [3600, '1 h'],
  [86_400, '1 d'],
  [131_415, '1 d 12 h'],
  ['soon', 'soon'],
])('%s seconds are %s', (seconds, words) => {
  expect(toSpanWords(seconds)).toBe(words)
})
