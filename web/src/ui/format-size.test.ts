import { expect, it } from 'vitest'
import { formatSize } from './format-size.ts'

it.each([
  [0, '0 B'],
  [312, '312 B'],
  [1023, '1023 B'],
  [1024, '1.0 KB'],
  [2_460, '2.4 KB'],
  [10_188, '9.9 KB'],
  [10_240, '10 KB'],
  [1_048_100, '1.0 MB'],
  [18 * 1_048_576, '18 MB'],
  [3 * 2 ** 40, '3.0 TB'],
])('writes %d bytes as %s', (bytes, words) => {
  expect(formatSize(bytes)).toBe(words)
})
