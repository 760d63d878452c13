import { expect, test } from 'vitest'
import { listServedGroups, servesGroup } from './worker-groups.ts'

const workers = [
  { status: 'live', groups: ['gpu'] },
  { status: 'late', groups: ['default', 'arm'] },
  { status: 'draining', groups: ['big'] },
  { status: 'lost', groups: ['old'] },
]

test('groups of workers that take nodes are served, the default one first', () => {
  expect(listServedGroups(workers)).toEqual(['default', 'arm', 'gpu'])
  expect(servesGroup(workers, 'gpu')).toBe(true)
  expect(servesGroup(workers, 'big')).toBe(false)
})

test('a worker for all groups serves any, and names none', () => {
  const all = [{ status: 'live', groups: ['*'] }]
  expect(listServedGroups(all)).toEqual(['default'])
  expect(servesGroup(all, 'anything')).toBe(true)
})
