import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { emptyState, pendingNode } from '@heddle/core/execution/state.ts'
import { describe, expect, it } from 'vitest'
import { createEventLog } from './event-log.ts'
import { completeAttempt, failAttempt, plan, startAttempt, startedAt, startTestRun } from './testing-run.ts'
import { emptyTrack, extendTrack, type Span, type Track, toRecordTrack, toWholeMs } from './track.ts'
import { createTrackBook } from './track-book.ts'

function toRows(spans: readonly Span[]): (string | number | null)[][] {
  const after = (at: number | null) => (at === null ? null : at - startedAt)
  return spans.map(({ kind, from, to, end, attempt }) => [kind, after(from), after(to), end, attempt])
}

function retryingRun() {
  const run = startTestRun()
  run.act(100, startAttempt(0))
  run.act(8500, completeAttempt(0, { 1: false }))
  run.act(9000, startAttempt(1))
  run.act(9600, failAttempt(1, 1))
  return run
}

describe('the track of a node', () => {
  it('runs on while its items are at work, and takes the whole time for its own', () => {
    const at = (ms: number) => new Date(startedAt + ms).toISOString()
    const of = { nodeId: 'a', attempt: 1 } as const
    const events: ExecutionEvent[] = [
      { ...of, seq: 1, type: 'node_queued', timestamp: at(0), data: {} },
      { ...of, seq: 2, type: 'node_started', timestamp: at(10), data: { workerId: 'w' } },
      {
        ...of,
        seq: 3,
        type: 'node_waiting',
        timestamp: at(20),
        data: { until: null, reason: 'children', port: 'success' },
      },
      { ...of, seq: 4, type: 'node_queued', timestamp: at(9000), data: {} },
    ]
    const track = events.reduce<Track>(extendTrack, emptyTrack)
    expect(toRows(track)).toEqual([
      ['queued', 0, 10, 'completed', 0],
      ['run', 10, 9000, 'completed', 1],
      ['queued', 9000, null, 'open', 1],
    ])
    expect(toWholeMs(track, startedAt + 9010)).toBe(9000)
  })

  it('shows the attempt for which a fallback stands in as the failed one that it was', () => {
    const of = { nodeId: 'a', attempt: 1, timestamp: new Date(startedAt).toISOString() } as const
    const error = { code: 'THROWN', message: 'x', retryable: false } as const
    const events: ExecutionEvent[] = [
      { ...of, seq: 1, type: 'node_started', data: { workerId: 'w' } },
      { ...of, seq: 2, type: 'node_completed', data: { port: 'success', fallbackFor: error } },
    ]
    const track = events.reduce<Track>(extendTrack, emptyTrack)
    expect(toRows(track)).toEqual([['run', 0, 0, 'failed', 1]])
    const record = { ...pendingNode, status: 'completed', error, startedAt: of.timestamp } as const
    expect(toRows(toRecordTrack({ ...record, completedAt: of.timestamp }))).toEqual([
      ['run', 0, 0, 'failed', 0],
    ])
  })

  it('shows queueing, the failed attempt and the pause that lasts', () => {
    const run = retryingRun()
    const log = createEventLog()
    log.add(run.events)
    expect(toRows(createTrackBook(log).get(run.state(), 1))).toEqual([
      ['queued', 8500, 9000, 'completed', 0],
      ['run', 9000, 9600, 'failed', 1],
      ['backoff', 9600, null, 'open', 1],
    ])
  })

  it('goes on as events come', () => {
    const run = retryingRun()
    const log = createEventLog()
    const book = createTrackBook(log)
    log.add(run.events)
    book.get(run.state(), 1)
    log.add(run.act(12_600, { type: 'wake-node', nodeIndex: 1, cause: 'due' }))
    log.add(run.act(12_700, startAttempt(1, 2)))
    expect(toRows(book.get(run.state(), 1)).slice(2)).toEqual([
      ['backoff', 9600, 12_600, 'completed', 1],
      ['queued', 12_600, 12_700, 'completed', 1],
      ['run', 12_700, null, 'open', 2],
    ])
  })

  it('shows the last attempt from the record while the history is not here', () => {
    const run = retryingRun()
    const rows = toRows(createTrackBook(createEventLog()).get(run.state(), 0))
    expect(rows).toEqual([
      ['queued', 0, 100, 'completed', 1],
      ['run', 100, 8500, 'completed', 1],
    ])
  })

  it('is empty before the node is reached', () => {
    expect(createTrackBook(createEventLog()).get(emptyState(plan), 3)).toEqual([])
  })
})
