import { describe, expect, test } from 'vitest'
import { leftAlone, splitFleet, toFigures, unservedGroups } from './fleet.ts'
import { aWorker } from './worker-fixture.ts'

const drained = { draining: { since: '2026-11-20T11:00:00.000Z', by: null } }
const hourMs = 3_600_000

describe('the fleet', () => {
  test('shows who is there and who was lost within the hour; others that went are asked for', () => {
    const { shown, gone } = splitFleet([
      aWorker({ workerId: 'live' }),
      aWorker({ workerId: 'lost just now', status: 'lost', silentMs: 60_000 }),
      aWorker({ workerId: 'lost long ago', status: 'lost', silentMs: 2 * hourMs }),
      aWorker({ workerId: 'stopped', status: 'stopped', stoppedAt: '2026-11-20T11:00:00.000Z' }),
      aWorker({ workerId: 'late', status: 'late' }),
    ])
    expect(shown.map(({ workerId }) => workerId)).toEqual(['live', 'late', 'lost just now'])
    expect(gone.map(({ workerId }) => workerId)).toEqual(['lost long ago', 'stopped'])
  })

  test('counts slots of those that are there', () => {
    const items = [
      aWorker({ capacity: 8, used: 3 }),
      aWorker({ capacity: 4, used: 4, status: 'late' }),
      aWorker({ capacity: 100, used: 9, status: 'lost' }),
    ]
    expect(toFigures(items)).toEqual({ present: 2, late: 1, lost: 1, slots: 12, used: 7 })
  })
})

describe('groups', () => {
  const queue = {
    tasks: 5,
    oldestMs: 10,
    groups: [
      { group: 'default', tasks: 2 },
      { group: 'gpu', tasks: 3 },
      { group: 'mail', tasks: 0 },
    ],
  }

  test('whose nodes wait while no worker serves them are named', () => {
    expect(unservedGroups({ items: [aWorker()], queue })).toEqual([{ group: 'gpu', tasks: 3 }])
  })

  test('are served by a worker that takes everything', () => {
    expect(unservedGroups({ items: [aWorker({ groups: ['*'] })], queue })).toEqual([])
  })

  test('are not served by workers that drain or are gone', () => {
    const items = [
      aWorker({ groups: ['*'], status: 'draining', ...drained }),
      aWorker({ groups: ['*'], status: 'lost' }),
    ]
    expect(unservedGroups({ items, queue }).map(({ group }) => group)).toEqual(['default', 'gpu'])
  })

  test('are left alone by the last worker that serves them', () => {
    const last = aWorker({ workerId: 'last', groups: ['default', 'gpu'] })
    const other = aWorker({ workerId: 'other' })
    expect(leftAlone([last, other], last)).toEqual(['gpu'])
    expect(leftAlone([last, { ...other, ...drained }], last)).toEqual(['default', 'gpu'])
    expect(leftAlone([last, aWorker({ workerId: 'any', groups: ['*'] })], last)).toEqual([])
  })
})
