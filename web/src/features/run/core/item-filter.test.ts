import { expect, it } from 'vitest'
import { toFilterLabel, toItemStatuses } from './item-filter.ts'

const counts = { total: 1200, pending: 0, running: 4, completed: 1190, failed: 6, cancelled: 0 }

it('asks for paused items with those that run', () => {
  expect(toItemStatuses('all')).toBeUndefined()
  expect(toItemStatuses('running')).toEqual(['running', 'paused'])
  expect(toItemStatuses('failed')).toEqual(['failed'])
})

it('counts each choice once the counts are known', () => {
  expect(toFilterLabel('pending', undefined)).toBe('Not started')
  expect(toFilterLabel('all', counts)).toBe('All (1,200)')
  expect(toFilterLabel('failed', counts)).toBe('Failed (6)')
})
