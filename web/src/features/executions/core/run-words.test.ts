import { describe, expect, it } from 'vitest'
import { lengthOf, type Run } from './run.ts'
import { run } from './run-fixture.ts'
import { fullBarMs, nodesWords, startedWords, starterWords } from './run-words.ts'

const now = new Date(2026, 10, 20, 12, 0, 0).getTime()
const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 5, 7).toISOString()

const starters: [string, Partial<Run>, string][] = [
  ['the person', { trigger: 'manual' }, 'Mara Lindqvist'],
  ['nobody known', { trigger: 'manual', startedBy: null }, 'By hand'],
  ['a key', { trigger: 'api', startedBy: 'ci' }, 'ci'],
  ['the run before', { trigger: 'retry', retryOf: '0199-8f2c1f' }, 'Retry of 8f2c1f'],
]

describe('words of a row', () => {
  it.each(starters)('names %s as the starter', (_, change, words) => {
    expect(starterWords(run('a', change))).toBe(words)
  })

  it('says how long a run has been waiting', () => {
    const created = new Date(now - 3000).toISOString()
    expect(startedWords(run('a', { status: 'pending', startedAt: null, createdAt: created }), now)).toBe(
      'Queued 3.0 s',
    )
  })

  it('gives no time of start to a run that ended while it waited', () => {
    expect(startedWords(run('a', { status: 'cancelled', startedAt: null }), now)).toBe('Not started')
  })

  it('shows seconds today and the day before that', () => {
    expect(startedWords(run('a', { startedAt: at(20, 2) }), now)).toBe('02:05:07')
    expect(startedWords(run('a', { startedAt: at(19, 2) }), now)).toBe('yesterday 02:05')
  })

  it('counts settled nodes of every kind', () => {
    expect(
      nodesWords(run('a', { completedNodes: 1000, failedNodes: 1, skippedNodes: 2, totalNodes: 1300 })),
    ).toBe('1,003 of 1,300')
  })
})

describe('lengths', () => {
  it('grow while it runs', () => {
    const startedAt = new Date(now - 41_000).toISOString()
    expect(lengthOf(run('a', { status: 'running', durationMs: null, startedAt }), now)).toBe(41_000)
  })

  it('fill the bar by steps', () => {
    expect(fullBarMs([run('a', { durationMs: 61_000 })], now)).toBe(80_000)
    expect(fullBarMs([run('a', { durationMs: 112_000, p50Ms: 150_000 })], now)).toBe(150_000)
    expect(fullBarMs([], now)).toBe(1000)
  })
})
