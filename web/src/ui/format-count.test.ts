import { describe, expect, it } from 'vitest'
import { formatCount, formatPercent, plural } from './format-count.ts'

describe('counts and shares as words', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1204, '1,204'],
    [1_234_567, '1,234,567'],
  ])('writes %d as %s', (value, words) => {
    expect(formatCount(value)).toBe(words)
  })

  it.each([
    [0, '0 %'],
    [0.967, '96.7 %'],
    [0.99999, '99.9 %'],
    [1, '100 %'],
  ])('writes the share %d as %s and never rounds up to all', (share, words) => {
    expect(formatPercent(share)).toBe(words)
  })

  it('knows one from many', () => {
    expect([plural(1, 'node'), plural(3, 'node'), plural(2, 'retry', 'retries')]).toEqual([
      '1 node',
      '3 nodes',
      '2 retries',
    ])
  })
})
