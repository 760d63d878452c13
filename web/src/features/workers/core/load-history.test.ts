import { expect, test } from 'vitest'
import { axisEnd, type LoadPoint, shownMs, withPast, withPoint } from './load-history.ts'

test('load is remembered for a quarter of an hour, each moment once', () => {
  const at = (seconds: number): LoadPoint => ({ atMs: seconds * 1000, used: 1, slots: 2, waiting: 0 })
  const history = withPoint(withPoint(withPoint([], at(1)), at(3)), at(3))
  expect(history.map(({ atMs }) => atMs)).toEqual([1000, 3000])
  expect(withPoint(history, at(902)).map(({ atMs }) => atMs)).toEqual([3000, 902_000])
})

test('what the server remembers comes first and fills holes, by the clock of the browser', () => {
  const at = (seconds: number): LoadPoint => ({ atMs: seconds * 1000, used: 1, slots: 2, waiting: 0 })
  const past = [1000, 61, 31, 1].map((ago) => ({ agoMs: ago * 1000, used: 9, slots: 9, waiting: null }))
  const all = withPast([at(950), at(1001)], past, 1_000_000)
  expect(all.map(({ atMs, used }) => [atMs / 1000, used])).toEqual([
    [939, 9],
    [950, 1],
    [969, 9],
    [999, 9],
    [1001, 1],
  ])
  expect(withPast([at(5)], [], 0)).toEqual([at(5)])
})

test('the axis ends at a round number above every value', () => {
  expect([axisEnd([0], 4), axisEnd([37], 4), axisEnd([142, 9], 4), axisEnd([], 1)]).toEqual([5, 50, 200, 1])
})

test('the time that is drawn grows from a minute to fifteen', () => {
  const since = (ms: number) => shownMs([{ atMs: 1000 }], 1000 + ms)
  expect([since(0), since(61_000), since(3_600_000)]).toEqual([60_000, 61_000, 900_000])
})
