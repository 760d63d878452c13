import { describe, expect, it } from 'vitest'
import {
  formatAge,
  formatClock,
  formatClockMs,
  formatDay,
  formatMinute,
  formatSpan,
  formatStamp,
  formatWhen,
} from './format-time.ts'

const at = (text: string) => new Date(text)
const now = at('2026-11-20T14:32:08')

describe('a moment as words', () => {
  it('writes the clock with two digits each', () => {
    const early = at('2026-11-20T04:05:06.007')
    expect([formatMinute(early), formatClock(early), formatClockMs(early)]).toEqual([
      '04:05',
      '04:05:06',
      '04:05:06.007',
    ])
  })

  it('leaves this year out of a day and writes any other', () => {
    expect([formatDay(at('2026-11-19T10:00:00'), now), formatDay(at('2025-01-02T10:00:00'), now)]).toEqual([
      '19 Nov',
      '2 Jan 2025',
    ])
  })

  it('writes a stamp that needs no context', () => {
    expect(formatStamp(now)).toBe('20 Nov 2026, 14:32:08')
  })

  it.each([
    ['today', '2026-11-20T01:45:59', '01:45'],
    ['the day before', '2026-11-19T23:59:00', 'yesterday 23:59'],
    ['two days before', '2026-11-18T01:45:00', '18 Nov 01:45'],
  ])('says when %s', (_, moment, words) => {
    expect(formatWhen(at(moment), now)).toBe(words)
  })

  it.each([
    ['2026-11-18T01:45:00', '2026-11-18T13:00:00', '18 Nov 01:45 to 13:00'],
    ['2026-11-20T01:45:00', '2026-11-20T13:00:00', '01:45 to 13:00'],
    ['2026-11-18T01:45:00', '2026-11-20T13:00:00', '18 Nov 01:45 to today 13:00'],
    ['2026-11-18T01:45:00', '2026-11-19T13:00:00', '18 Nov 01:45 to yesterday 13:00'],
  ])('names the days of a span from %s to %s', (from, to, words) => {
    expect(formatSpan(at(from), at(to), now)).toBe(words)
  })

  it.each([
    ['this second', '2026-11-20T14:32:08', '0 s ago'],
    ['ahead of a slow clock', '2026-11-20T14:40:00', '0 s ago'],
    ['seconds', '2026-11-20T14:31:20', '48 s ago'],
    ['minutes', '2026-11-20T14:20:00', '12 min ago'],
    ['hours of today', '2026-11-20T08:30:00', '6 h ago'],
    ['yesterday', '2026-11-19T14:00:00', 'yesterday'],
    ['days', '2026-11-17T14:00:00', '3 days ago'],
    ['a week and more', '2026-11-12T14:00:00', '12 Nov'],
  ])('tells the age in %s', (_, moment, words) => {
    expect(formatAge(at(moment), now)).toBe(words)
  })

  it('calls a few hours hours even across midnight', () => {
    expect(formatAge(at('2026-11-19T23:00:00'), at('2026-11-20T01:30:00'))).toBe('2 h ago')
  })
})
