import { describe, expect, it } from 'vitest'
import {
  type ExecutionFilters,
  isNarrowed,
  noFilters,
  parseFilters,
  toListInput,
  toSearch,
} from './execution-filters.ts'

const now = Date.parse('2026-11-20T12:00:00.000Z')

const cases: [string, Partial<ExecutionFilters>][] = [
  ['nothing', {}],
  ['a workflow', { workflowId: 'w1' }],
  ['several statuses', { status: ['completed', 'failed'] }],
  ['a trigger', { trigger: ['retry'] }],
  ['the last week', { started: { kind: 'since', preset: '7d' } }],
  ['two moments', { started: { kind: 'between', from: '2026-11-19T20:00:00.000Z', to: null } }],
  ['a length', { overMs: 120_000 }],
  ['words with signs', { text: 'a,b & c="1"' }],
  ['another order', { sort: 'duration' }],
]

describe('filters in the address', () => {
  it.each(cases)('reads back %s', (_, change) => {
    const filters = { ...noFilters, ...change }
    expect(parseFilters(toSearch(filters))).toEqual(filters)
  })

  it('says nothing where nothing is filtered', () => {
    expect(toSearch(noFilters)).toEqual({})
  })

  it('drops what it does not know', () => {
    expect(
      parseFilters({
        status: 'failed,melted',
        trigger: 7,
        since: 'ever',
        from: 'noon',
        over: -3,
        sort: 'hue',
      }),
    ).toEqual({ ...noFilters, status: ['failed'] })
  })

  it('takes words that the router turned into numbers', () => {
    expect(toSearch({ ...noFilters, overMs: 90_000 })).toEqual({ over: 90_000 })
    expect(parseFilters({ q: 2041, over: 90_000 })).toEqual({ ...noFilters, text: '2041', overMs: 90_000 })
  })
})

describe('what the server is asked', () => {
  it('turns a while ago into a moment', () => {
    expect(toListInput(parseFilters({ since: '24h', status: 'failed' }), now)).toEqual({
      sort: 'started',
      status: ['failed'],
      from: '2026-11-19T12:00:00.000Z',
    })
  })

  it('leaves blank words out', () => {
    expect(toListInput({ ...noFilters, text: '  ' }, now)).toEqual({ sort: 'started' })
  })
})

it('does not count the order as a filter', () => {
  expect(isNarrowed({ ...noFilters, sort: 'duration' })).toBe(false)
  expect(isNarrowed({ ...noFilters, overMs: 1 })).toBe(true)
})
