import { expect, test } from 'vitest'
import { explainWorkers, type PresentWorker } from './explain-workers.ts'

const free: PresentWorker = { groups: ['default'], capacity: 4, used: 1, draining: false }
const full: PresentWorker = { ...free, used: 4 }
const draining: PresentWorker = { ...free, draining: true }
const all: PresentWorker = { ...full, groups: ['*'] }
const gpu: PresentWorker = { ...free, groups: ['gpu', 'mail'] }

test.each([
  { name: 'nobody at all', workers: [], expected: { code: 'no_worker', liveGroups: [] } },
  {
    name: 'nobody of the group',
    workers: [gpu, gpu],
    expected: { code: 'no_worker', liveGroups: ['gpu', 'mail'] },
  },
  { name: 'one with room', workers: [full, free], expected: { code: 'queue', waiting: 3 } },
  {
    name: 'one for all groups',
    workers: [gpu, all],
    expected: { code: 'workers_busy', used: 4, capacity: 4 },
  },
  {
    name: 'all full, one of them draining',
    workers: [full, full, draining],
    expected: { code: 'workers_busy', used: 8, capacity: 8, waiting: 3 },
  },
  { name: 'all draining', workers: [draining, draining, gpu], expected: { code: 'draining', workers: 2 } },
])('with $name: $expected.code', ({ workers, expected }) => {
  expect(explainWorkers(workers, { group: 'default', waiting: 3 })).toMatchObject({
    group: 'default',
    ...expected,
  })
})
