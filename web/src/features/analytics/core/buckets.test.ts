import { describe, expect, it } from 'vitest'
import { bucketLabel, bucketStart, bucketTitle, fillBuckets } from './buckets.ts'

const at = (text: string) => Date.parse(text)
const empty = (bucket: string) => ({ bucket, count: 0 })

describe('buckets', () => {
  it.each([
    ['minute', '2026-11-20T12:34:00.000Z'],
    ['hour', '2026-11-20T12:00:00.000Z'],
    ['day', '2026-11-20T00:00:00.000Z'],
    ['week', '2026-11-16T00:00:00.000Z'],
  ] as const)('begin with their %s', (interval, start) => {
    expect(new Date(bucketStart(at('2026-11-20T12:34:56.789Z'), interval)).toISOString()).toBe(start)
  })

  it('are there where nothing happened', () => {
    const filled = fillBuckets(
      [{ bucket: '2026-11-20T11:00:00.000Z', count: 4 }],
      { fromMs: at('2026-11-20T09:30:00.000Z'), toMs: at('2026-11-20T12:10:00.000Z'), interval: 'hour' },
      empty,
    )
    expect(filled.map((entry) => [entry.bucket.slice(11, 13), entry.count])).toEqual([
      ['09', 0],
      ['10', 0],
      ['11', 4],
      ['12', 0],
    ])
  })

  it('stay as they are when the server sends them all', () => {
    const series = ['2026-11-18', '2026-11-19'].map((day) => ({ bucket: `${day}T00:00:00.000Z`, count: 1 }))
    const period = { fromMs: at('2026-11-18T00:00:00Z'), toMs: at('2026-11-20T00:00:00Z') }
    expect(fillBuckets(series, { ...period, interval: 'day' }, empty)).toEqual(series)
  })

  it('are named by their own day', () => {
    expect(bucketLabel('2026-11-19T00:00:00.000Z', 'day')).toBe('19 Nov')
    expect(bucketTitle('2026-11-16T00:00:00.000Z', 'week')).toBe('week of 16 Nov')
  })
})
