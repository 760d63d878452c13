import { describe, expect, it } from 'vitest'
import {
  type AnalyticsView,
  allowedIntervals,
  drawnInterval,
  parseView,
  toPeriod,
  toSearch,
} from './period.ts'

const now = Date.parse('2026-11-20T12:00:30.000Z')
const hour = 3_600_000
const day = 24 * hour
const last = (length: number) => ({ fromMs: now - length, toMs: now })
const plain: AnalyticsView = { range: '7d', from: null, to: null, workflowId: null, interval: null }

const views: [string, Partial<AnalyticsView>][] = [
  ['nothing said', {}],
  ['a day', { range: '24h' }],
  ['two moments', { range: 'custom', from: '2026-11-01T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' }],
  ['an open end', { range: 'custom', from: '2026-11-01T00:00:00.000Z' }],
  ['a workflow by weeks', { workflowId: 'w1', interval: 'week' }],
]

describe('the view in the address', () => {
  it.each(views)('reads back %s', (_, change) => {
    expect(parseView(toSearch({ ...plain, ...change }))).toEqual({ ...plain, ...change })
  })

  it('drops what it does not know', () => {
    expect(parseView({ range: 'ever', from: 'noon', by: 'moon', workflow: 3 })).toEqual(plain)
  })
})

describe('the period', () => {
  it('ends with the present minute', () => {
    expect(toPeriod(plain, now).toMs).toBe(Date.parse('2026-11-20T12:01:00.000Z'))
  })

  it('is the same all through a minute', () => {
    expect(toPeriod(plain, now)).toEqual(toPeriod(plain, now + 20_000))
  })

  it('never runs backwards', () => {
    const { fromMs, toMs } = toPeriod(
      { ...plain, range: 'custom', from: '2026-11-03T00:00:00.000Z', to: '2026-11-02T00:00:00.000Z' },
      now,
    )
    expect(toMs - fromMs).toBe(hour)
  })
})

describe('the interval', () => {
  it.each([
    ['an hour', hour, 'minute'],
    ['a day', day, 'hour'],
    ['a week', 7 * day, 'day'],
    ['a month', 30 * day, 'day'],
    ['a year', 365 * day, 'week'],
  ] as const)('suits %s', (_, length, interval) => {
    expect(drawnInterval(last(length), null)).toBe(interval)
  })

  it('is the chosen one where the period allows it', () => {
    expect(drawnInterval(last(7 * day), 'hour')).toBe('hour')
    expect(drawnInterval(last(30 * day), 'minute')).toBe('day')
  })

  it('is never offered when it cannot be seen', () => {
    expect(allowedIntervals(last(30 * day))).toEqual(['day', 'week'])
    expect(allowedIntervals(last(day))).toEqual(['hour'])
  })
})
