import { expect, it } from 'vitest'
import { toDurationWords } from './duration-words.ts'

it.each([
  [
    [0, 50, 100],
    ['0', '50 ms', '100 ms'],
  ],
  [
    [0, 1000, 2000],
    ['0', '1.0 s', '2.0 s'],
  ],
  [
    [0, 60_000, 120_000],
    ['0', '1:00', '2:00'],
  ],
])('calls the steps %j of an axis by names of their own', (steps, names) => {
  expect(steps.map(toDurationWords)).toEqual(names)
})
