import { describe, expect, it } from 'vitest'
import { toFrameWords } from './frame-words.ts'
import { findFirstFailed, toElapsedMs, toOutcomeWords, toTimeLeft } from './run-figures.ts'
import { createStreamClock } from './stream-clock.ts'
import { toStreamState } from './stream-state.ts'
import { completeAttempt, failAttempt, startAttempt, startedAt, startTestRun } from './testing-run.ts'
import { toTickWords, toTimeAxis } from './time-axis.ts'

const usual = { p50: 40_000, p95: 55_000 }

describe('the figures of a run', () => {
  it('count the time since the start', () => {
    expect(toElapsedMs(startTestRun().state(), startedAt + 4100)).toBe(4100)
  })

  it('give what is left as a range, and say when it takes longer than usual', () => {
    const state = startTestRun().state()
    expect(toTimeLeft(state, usual, startedAt + 10_000)).toEqual({
      kind: 'range',
      fromMs: 30_000,
      toMs: 45_000,
    })
    expect(toTimeLeft(state, usual, startedAt + 60_000)).toEqual({ kind: 'longer' })
    expect(toTimeLeft(state, null, startedAt)).toBeNull()
  })

  it('name what became of the nodes', () => {
    expect(toOutcomeWords({ running: 0, completed: 5, failed: 1, skipped: 3, cancelled: 0 })).toBe(
      '5 completed, 1 failed, 3 skipped',
    )
  })

  it('know the node that failed first', () => {
    const run = startTestRun()
    expect(findFirstFailed(run.state())).toBeNull()
    run.act(1, startAttempt(0))
    run.act(9, failAttempt(0, 1))
    expect(findFirstFailed(run.state())).toBe(0)
  })
})

describe('announcements', () => {
  it('name a settled node with its time', () => {
    const run = startTestRun()
    run.act(0, startAttempt(0))
    const events = run.act(28_600, completeAttempt(0, { 1: false }))
    expect(toFrameWords(run.state(), events)).toBe('Fetch access log completed, 28.6 s')
  })

  it('are silent while nodes only queue and start', () => {
    const run = startTestRun()
    expect(toFrameWords(run.state(), run.act(0, startAttempt(0)))).toBeNull()
  })

  it('end with the run', () => {
    const run = startTestRun()
    run.act(0, startAttempt(0))
    const events = run.act(2000, { type: 'cancel-execution', by: null, reason: null })
    expect(toFrameWords(run.state(), events)).toBe('Run cancelled after 2.0 s')
  })
})

describe('the stream', () => {
  const facts = { connection: 'open', isFinal: false, lagMs: 0, gapSince: null, now: 5000 } as const

  it.each([
    ['live while all is here', facts, { kind: 'live' }],
    ['behind by what a message was late', { ...facts, lagMs: 2400 }, { kind: 'behind', seconds: 2.4 }],
    ['behind since an event is missing', { ...facts, gapSince: 2000 }, { kind: 'behind', seconds: 3 }],
    [
      'reconnecting without a connection',
      { ...facts, connection: 'closed' as const },
      { kind: 'reconnecting' },
    ],
    [
      'ended once the run is over',
      { ...facts, connection: 'closed' as const, isFinal: true },
      { kind: 'ended' },
    ],
  ])('is %s', (_name, given, state) => {
    expect(toStreamState(given)).toEqual(state)
  })

  it('takes the quickest message as the clock and the rest as lag', () => {
    const clock = createStreamClock()
    clock.note({ serverTime: 1000, receivedAt: 520 })
    clock.note({ serverTime: 2000, receivedAt: 1500 })
    clock.note({ serverTime: 3000, receivedAt: 4500 })
    expect(clock.toServerTime(10_000)).toBe(10_500)
    expect(clock.lagMs(4500)).toBe(2000)
    expect(clock.lagMs(9000)).toBe(0)
  })
})

describe('the time axis', () => {
  it.each([
    [41_200, 10, 45_000],
    [600, 8, 600],
    [3_700_000, 8, 4_200_000],
    [0, 8, 1],
  ])('holds %d ms in at most %d steps', (length, steps, end) => {
    const axis = toTimeAxis(length, steps)
    expect(axis.endMs).toBe(end)
    expect(axis.ticks.length).toBeLessThanOrEqual(steps + 1)
  })

  it.each([
    [40_000, 90_000, '0:40'],
    [250, 1000, '250 ms'],
    [2500, 5000, '2.5 s'],
    [3_660_000, 7_200_000, '1:01:00'],
  ])('says %d ms of %d as %s', (at, end, words) => {
    expect(toTickWords(at, end)).toBe(words)
  })
})
