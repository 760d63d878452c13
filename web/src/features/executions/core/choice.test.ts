import { describe, expect, it } from 'vitest'
import { type BulkAction, extendTo, nothingChosen, rowsFor, toggleRow } from './choice.ts'
import { run } from './run-fixture.ts'

const order = ['a', 'b', 'c', 'd']
const chosen = (choice: { ids: ReadonlySet<string> }) => [...choice.ids].toSorted().join('')

describe('choosing rows', () => {
  it('adds and takes away one', () => {
    const one = toggleRow(nothingChosen, 'b')
    expect(chosen(one)).toBe('b')
    expect(chosen(toggleRow(one, 'b'))).toBe('')
  })

  it('extends to a row above or below', () => {
    const anchor = toggleRow(nothingChosen, 'c')
    expect(chosen(extendTo(anchor, 'a', order))).toBe('abc')
    expect(chosen(extendTo(anchor, 'd', order))).toBe('cd')
  })

  it('keeps the anchor while it extends', () => {
    const there = extendTo(toggleRow(nothingChosen, 'b'), 'd', order)
    expect(there.anchor).toBe('b')
  })

  it('chooses one row when there is nothing to extend from', () => {
    expect(chosen(extendTo(nothingChosen, 'c', order))).toBe('c')
  })
})

it('offers each action to the rows that allow it', () => {
  const rows = (['pending', 'running', 'paused', 'completed', 'failed', 'cancelled'] as const).map((status) =>
    run(status, { status }),
  )
  const names = (action: BulkAction) => rowsFor(action, rows).map((row) => row.status)
  expect(names('retry')).toEqual(['failed', 'cancelled'])
  expect(names('pause')).toEqual(['running'])
  expect(names('resume')).toEqual(['paused'])
  expect(names('cancel')).toEqual(['pending', 'running', 'paused'])
  expect(names('delete')).toEqual(['completed', 'failed', 'cancelled'])
})
