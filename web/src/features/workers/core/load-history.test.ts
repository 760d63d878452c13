import { expect, test } from 'vitest'
import { axisEnd, type LoadPoint, shownMs, withPoint } from './load-history.ts'

test('load is remembered for ten minutes, each moment once', () => {
  const at = (seconds: number): LoadPoint => ({ atMs: seconds * 1000, used: 1, slots: 2, waiting: 0 })
  const history = withPoint(withPoint(withPoint([], at(1)), at(3)), at(3))
  expect(history.map(({ atMs }) => atMs)).toEqual([1000, 3000])
  expect(withPoint(history, at(602)).map(({ atMs }) => atMs)).toEqual([3000, 602_000])
})

test('the axis ends at a round number above every value', () => {
  expect([axisEnd([0], 4), axisEnd([37], 4), axisEnd([142, 9], 4), axisEnd([], 1)]).toEqual([5, 50, 200, 1])
})

test('the time that is drawn grows from a minute to ten', () => {
  const since = (ms: number) => shownMs([{ atMs: 1000 }], 1000 + ms)
  expect([since(0), since(61_000), since(3_600_000)]).toEqual([60_000, 61_000, 600_000])
})
