import { describe, expect, it } from 'vitest'
import { deadlineWords, decisionWords, isUrgent } from './approval-words.ts'

const now = Date.parse('2026-11-20T12:00:00Z')
const at = (ms: number) => new Date(now + ms).toISOString()

describe('what is said of a deadline', () => {
  it.each([
    ['fail', 41_000, 'Fails in 0:41'],
    ['reject', 2 * 3_600_000, 'Counts as rejected in 2:00:00'],
    ['approve', 5_000, 'Counts as approved in 5.0 s'],
    ['fail', 0, 'The deadline is over'],
  ] as const)('%s in %i ms: %s', (onDeadline, ms, words) => {
    expect(deadlineWords({ onDeadline, deadlineAt: at(ms) }, now)).toBe(words)
  })

  it('names the day of one that is far away, and nothing where there is none', () => {
    const far = new Date(now + 3 * 24 * 3_600_000)
    expect(deadlineWords({ onDeadline: 'fail', deadlineAt: far.toISOString() }, now)).toMatch(
      /^Fails 23 Nov \d\d:\d\d$/,
    )
    expect(deadlineWords({ onDeadline: 'fail', deadlineAt: null }, now)).toBeNull()
  })

  it('is urgent within the hour', () => {
    expect(isUrgent({ deadlineAt: at(3_599_000) }, now)).toBe(true)
    expect(isUrgent({ deadlineAt: at(3_601_000) }, now)).toBe(false)
    expect(isUrgent({ deadlineAt: null }, now)).toBe(false)
  })
})

it.each([
  [{ status: 'approved', decidedBy: 'Ada', decidedVia: 'person' }, 'Approved by Ada'],
  [{ status: 'rejected', decidedBy: null, decidedVia: 'key' }, 'Rejected by an API key'],
  [{ status: 'approved', decidedBy: null, decidedVia: 'deadline' }, 'Approved by the deadline'],
  [{ status: 'expired', decidedBy: null, decidedVia: 'deadline' }, 'Nobody decided in time'],
  [{ status: 'closed', decidedBy: null, decidedVia: 'end' }, 'Closed: the node ended otherwise'],
] as const)('%j reads %s', (ended, words) => {
  expect(decisionWords(ended)).toBe(words)
})
