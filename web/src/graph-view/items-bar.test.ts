import { expect, it } from 'vitest'
import { toItemsWords } from './items-bar.tsx'

it.each([
  [{ total: 12, completed: 6, failed: 1, running: 2 }, '7 of 12 items, 1 failed'],
  [{ total: 1, completed: 0, failed: 0, running: 1 }, '0 of 1 item'],
  [{ total: 0, completed: 0, failed: 0, running: 0 }, '0 of 0 items'],
])('%j reads %s', (items, words) => {
  expect(toItemsWords(items)).toBe(words)
})
