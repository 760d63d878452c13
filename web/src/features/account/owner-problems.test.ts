import { expect, it } from 'vitest'
import { ownerProblems } from './owner-problems.ts'

const owner = { name: 'Mara', email: 'mara@example.org', password: 'longenough' }

it('finds nothing wrong with a whole account', () => {
  expect(ownerProblems(owner)).toEqual({})
})

it.each([
  ['name', { name: '  ' }],
  ['email', { email: 'mara@example' }],
  ['password', { password: 'short' }],
])('asks for another %s', (field, change) => {
  expect(Object.keys(ownerProblems({ ...owner, ...change }))).toEqual([field])
})
