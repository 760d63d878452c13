import { expect, it } from 'vitest'
import { isEqual } from './is-equal.ts'

it('tells lists from objects and absent from undefined', () => {
  expect(isEqual([], {})).toBe(false)
  expect(isEqual({ a: undefined }, {})).toBe(false)
  expect(isEqual({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toBe(true)
})
