import { expect, it } from 'vitest'
import { noFilters } from './execution-filters.ts'
import { findView, savedViews, viewNames } from './saved-views.ts'

it.each(viewNames)('knows the view %s by its filters', (name) => {
  expect(findView(savedViews[name].filters)).toBe(name)
  expect(findView({ ...savedViews[name].filters, sort: 'duration' })).toBe(name)
})

it('knows a set of one’s own as none of them', () => {
  expect(findView({ ...noFilters, overMs: 60_000 })).toBeNull()
})
