import type { Worker } from './fleet.ts'

/** A healthy worker that runs nothing. */
export function aWorker(over: Partial<Worker> = {}): Worker {
  return {
    workerId: 'wk-01',
    status: 'live',
    hostname: 'harbor-a',
    pid: 41,
    version: '0.1.0',
    groups: ['default'],
    capacity: 32,
    used: 0,
    cpuPercent: 12,
    memoryBytes: 1024,
    startedAt: '2026-11-20T10:00:00.000Z',
    lastSeenAt: '2026-11-20T12:00:00.000Z',
    silentMs: 1000,
    stoppedAt: null,
    draining: null,
    attempts: [],
    losses: null,
    ...over,
  }
}
