import type { NodeRecord } from '@heddle/core/execution/state.ts'
import { pendingNode } from '@heddle/core/execution/state.ts'
import { describe, expect, it } from 'vitest'
import { toCardLine, toShownItems, toShownStatus } from './card-line.ts'

const base = Date.parse('2026-11-20T02:00:00.000Z')
const at = (ms: number) => new Date(base + ms).toISOString()

function lineOf(
  record: Partial<NodeRecord>,
  now = 10_000,
  { isCutOff = false, isPaused = false } = {},
): string {
  return toCardLine({
    record: { ...pendingNode, ...record },
    isPaused,
    typeLabel: 'HTTP',
    restLine: 'HTTP · POST',
    isCutOff,
    now: base + now,
  })
}

const items = { total: 1200, completed: 6, failed: 1, running: 4 }
const error = { code: 'HTTP_STATUS', message: 'x', retryable: true, details: { status: 503 } } as const

describe("the second line of a node's card", () => {
  const rows: [string, Partial<NodeRecord>, string][] = [
    ['pending', {}, 'HTTP · POST'],
    ['queued', { status: 'queued', queuedAt: at(9300) }, 'Queued 0.7 s'],
    ['running', { status: 'running', startedAt: at(1600) }, 'HTTP · 8.4 s'],
    ['running with progress', { status: 'running', startedAt: at(8100), progress: 0.625 }, '62 % · 1.9 s'],
    ['waiting', { status: 'waiting', dueAt: at(22_500) }, '12.5 s left'],
    ['waiting for a person', { status: 'waiting', waitingFor: 'approval' }, 'Waits for a person'],
    [
      'waiting for a person, not for long',
      { status: 'waiting', waitingFor: 'approval', dueAt: at(100_000) },
      'For a person · 1:30',
    ],
    ['waiting for a signal', { status: 'waiting', waitingFor: 'signal' }, 'Waits for a signal'],
    [
      'waiting for a signal, not for long',
      { status: 'waiting', waitingFor: 'signal', dueAt: at(100_000) },
      'For a signal · 1:30',
    ],
    [
      'working through items',
      { status: 'waiting', waitingFor: 'children', startedAt: at(0), items },
      '7 of 1,200, 1 failed',
    ],
    [
      'done with its items',
      { status: 'completed', startedAt: at(0), completedAt: at(2), items },
      '7 of 1,200, 1 failed',
    ],
    [
      'working through more items than three figures have room for',
      {
        status: 'waiting',
        waitingFor: 'children',
        startedAt: at(0),
        items: { total: 10_000, completed: 1792, failed: 17, running: 30 },
      },
      '1,809 done, 17 failed',
    ],
    [
      'done with more items than three figures have room for',
      {
        status: 'completed',
        startedAt: at(0),
        completedAt: at(2),
        items: { total: 10_000, completed: 9900, failed: 100, running: 0 },
      },
      '100 of 10,000 failed',
    ],
    ['waiting for days', { status: 'waiting', dueAt: '2027-03-01T12:00:00' }, 'Until 1 Mar 2027 12:00'],
    [
      'a cached result',
      {
        status: 'completed',
        startedAt: at(0),
        completedAt: at(1),
        cachedFrom: { executionId: '0196b0c8-0000-7000-8000-0000008f2c41', nodeId: 'a', attempt: 1 },
      },
      'Cached, of 8f2c41',
    ],
    [
      'completed with its fallback',
      { status: 'completed', error, startedAt: at(0), completedAt: at(3100) },
      'Fallback · HTTP 503',
    ],
    ['retrying', { status: 'retrying', dueAt: at(12_400) }, 'Next try in 3 s'],
    ['completed', { status: 'completed', startedAt: at(0), completedAt: at(3100) }, 'HTTP · 3.1 s'],
    ['completed without an attempt', { status: 'completed', completedAt: at(3100) }, 'HTTP'],
    [
      'a kept result',
      { status: 'completed', keptFrom: { executionId: '0196b0c8-0000-7000-8000-0000008f2c41', attempt: 1 } },
      'Result of 8f2c41',
    ],
    ['failed', { status: 'failed', error, startedAt: at(0), completedAt: at(8400) }, 'HTTP 503 · 8.4 s'],
    ['skipped', { status: 'skipped' }, 'Skipped'],
    ['cancelled', { status: 'cancelled' }, 'Cancelled'],
  ]
  it.each(rows)('%s', (_name, record, line) => {
    expect(lineOf(record)).toBe(line)
  })

  it('says when a failure above is why the node was skipped', () => {
    expect(lineOf({ status: 'skipped' }, 0, { isCutOff: true })).toBe('Upstream failed')
  })

  it('says what a pause holds back, and counts on to a try that is not due yet', () => {
    const paused = { isPaused: true }
    expect(lineOf({ status: 'queued', queuedAt: at(0) }, 10_000, paused)).toBe('Held by the pause')
    expect(lineOf({ status: 'retrying', dueAt: at(0) }, 10_000, paused)).toBe('Held by the pause')
    expect(lineOf({ status: 'retrying', dueAt: at(12_000) }, 10_000, paused)).toBe('Next try in 2 s')
    expect(lineOf({ status: 'running', startedAt: at(9_000) }, 10_000, paused)).toBe('HTTP · 1.0 s')
  })

  it('shows a node at work while its items are, and waiting while it waits for anything else', () => {
    const of = (more: Partial<NodeRecord>, run: 'running' | 'paused' = 'running') =>
      toShownStatus({ ...pendingNode, ...more }, run)
    expect(of({ status: 'waiting', waitingFor: 'children' })).toBe('running')
    expect(of({ status: 'waiting', waitingFor: 'children' }, 'paused')).toBe('waiting')
    expect(of({ status: 'waiting', waitingFor: 'approval' })).toBe('waiting')
    expect(of({ status: 'completed' })).toBe('completed')
  })

  it('never shows a time below zero when the clocks differ', () => {
    expect(lineOf({ status: 'running', startedAt: at(20_000) })).toBe('HTTP · 0.0 s')
    expect(lineOf({ status: 'retrying', dueAt: at(0) })).toBe('Next try in 0 s')
  })
})

describe('the items of a node as they are shown', () => {
  it('are at work only while the node is', () => {
    const waiting = { ...pendingNode, status: 'waiting', waitingFor: 'children', items } as const
    expect(toShownItems(waiting)).toEqual(items)
    expect(toShownItems({ ...waiting, status: 'cancelled' })).toEqual({ ...items, running: 0 })
  })

  it('are none where there is a single one', () => {
    expect(toShownItems({ ...pendingNode, items: { ...items, total: 1 } })).toBeUndefined()
  })
})
