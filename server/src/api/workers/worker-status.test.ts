import { expect, test } from 'vitest'
import { toWorkerStatus } from './worker-status.ts'

const stopped = new Date('2026-11-20T00:00:00Z')

test.each([
  { name: 'heard of just now', stoppedAt: null, silentMs: 0, draining: false, status: 'live' },
  { name: 'about to renew', stoppedAt: null, silentMs: 10_500, draining: false, status: 'live' },
  { name: 'asked to drain', stoppedAt: null, silentMs: 2_000, draining: true, status: 'draining' },
  { name: 'a renewal overdue', stoppedAt: null, silentMs: 16_000, draining: false, status: 'late' },
  { name: 'overdue while it drains', stoppedAt: null, silentMs: 16_000, draining: true, status: 'late' },
  { name: 'silent for its time to live', stoppedAt: null, silentMs: 30_001, draining: true, status: 'lost' },
  { name: 'gone with a goodbye', stoppedAt: stopped, silentMs: 1, draining: false, status: 'stopped' },
  { name: 'gone long ago', stoppedAt: stopped, silentMs: 9e6, draining: true, status: 'stopped' },
])('a worker $name is $status', ({ status, ...worker }) => {
  expect(toWorkerStatus(worker)).toBe(status)
})
