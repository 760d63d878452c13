import { describe, expect, it } from 'vitest'
import { formatDuration, formatRange } from './format-duration.ts'

describe('a length of time as words', () => {
  it.each([
    [0, '0.0 s'],
    [-5, '0.0 s'],
    [0.3, '1 ms'],
    [12, '12 ms'],
    [200, '0.2 s'],
    [8_420, '8.4 s'],
    [28_640, '28.6 s'],
    [29_960, '0:30'],
    [41_000, '0:41'],
    [59_600, '1:00'],
    [3_729_000, '1:02:09'],
  ])('writes %d ms as %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words)
  })

  it.each([
    [30_000, 45_000, '30 to 45 s'],
    [30_000, 30_000, '30 to 31 s'],
    [110_000, 290_000, '1 to 5 min'],
    [200, 900, 'under 1 s'],
  ])('writes an estimate from %d to %d ms as %s', (from, to, words) => {
    expect(formatRange(from, to)).toBe(words)
  })
})
