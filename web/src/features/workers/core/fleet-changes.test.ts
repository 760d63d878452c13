import { expect, test } from 'vitest'
import { toFleetChanges } from './fleet-changes.ts'
import { aWorker } from './worker-fixture.ts'

test('changes stand newest first, and say who asked', () => {
  const now = Date.parse('2026-11-20T12:00:00.000Z')
  const workers = [
    aWorker({ workerId: 'older', startedAt: '2026-11-18T09:00:00.000Z' }),
    aWorker({ workerId: 'old', startedAt: '2026-11-20T09:00:00.000Z' }),
    aWorker({
      workerId: 'drains',
      status: 'draining',
      used: 3,
      draining: { since: '2026-11-20T11:00:00.000Z', by: 'Tomas' },
    }),
    aWorker({
      workerId: 'lost',
      status: 'lost',
      losses: { attempts: 12, takenOver: 11, takenOverBy: ['old'], waiting: 1 },
    }),
  ]
  const changes = toFleetChanges(workers, now)
  expect(changes.map(({ workerId, kind }) => `${workerId} ${kind}`)).toEqual([
    'lost lost',
    'drains draining',
    'drains started',
    'lost started',
    'old started',
  ])
  expect(changes[0]?.note).toBe('11 of 12 attempts taken over')
  expect(changes[1]).toMatchObject({ what: 'asked to drain by Tomas', note: '3 attempts still running' })
})

test('a worker that was killed and then written off did not stop by itself', () => {
  const now = Date.parse('2026-11-20T12:00:00.000Z')
  const stopped = { status: 'stopped', stoppedAt: '2026-11-20T11:30:00.000Z' } as const
  const killed = aWorker({
    workerId: 'killed',
    ...stopped,
    losses: { attempts: 2, takenOver: 2, takenOverBy: ['old'], waiting: 0 },
  })
  expect(toFleetChanges([killed], now)[0]).toMatchObject({
    kind: 'lost',
    what: 'gone without handing its work back',
    note: '2 of 2 attempts taken over',
  })
  expect(toFleetChanges([aWorker({ ...stopped })], now)[0]).toMatchObject({
    kind: 'stopped',
    what: 'stopped',
  })
})
