import { expect, test } from 'vitest'
import { createDrainFollower } from './worker-control.ts'

function follow(orders: readonly (readonly [revision: number, draining: boolean])[]): string[] {
  const done: string[] = []
  const hear = createDrainFollower({ drain: () => done.push('drain'), undrain: () => done.push('undrain') })
  for (const [revision, draining] of orders) hear({ revision, draining })
  return done
}

test('a worker that nobody gave an order does nothing about it', () => {
  expect(
    follow([
      [0, false],
      [0, false],
    ]),
  ).toEqual([])
})

test('an order that comes by the bus and again by the renewal is followed once', () => {
  expect(
    follow([
      [1, true],
      [1, true],
      [2, false],
      [2, false],
    ]),
  ).toEqual(['drain', 'undrain'])
})

test('an answer that was on its way while the order changed is passed over', () => {
  expect(
    follow([
      [2, true],
      [1, false],
      [2, true],
    ]),
  ).toEqual(['drain'])
})

test('a lost message is made up for by the next order', () => {
  expect(follow([[5, true]])).toEqual(['drain'])
  expect(
    follow([
      [1, true],
      [4, true],
    ]),
  ).toEqual(['drain'])
})
