import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OpenItem } from '../store/look-at-items.ts'
import { judgeItems } from './judge-items.ts'

const item = (itemIndex: number, childStatus: OpenItem['childStatus']): OpenItem => ({
  itemIndex,
  childId: `child-${itemIndex}`,
  formerId: null,
  childStatus,
})
const look = (statuses: readonly OpenItem['childStatus'][], more: object = {}) => ({
  concurrency: 2,
  maxFailures: null,
  failed: 0,
  open: statuses.map((status, index) => item(index, status)),
  hasMore: false,
  ...more,
})
const strict = { maxFailures: 0 }
const startsOf = (verdict: ReturnType<typeof judgeItems>) => verdict.toStart.map(({ itemIndex }) => itemIndex)

interface Row {
  readonly name: string
  readonly given: Parameters<typeof judgeItems>[0]
  readonly starts: readonly number[]
  readonly isOver: boolean
}

const rows: readonly Row[] = [
  {
    name: 'the first ones start, as many as may run',
    given: look([null, null, null]),
    starts: [0, 1],
    isOver: false,
  },
  {
    name: 'what ended makes room',
    given: look(['completed', 'running', null, null]),
    starts: [2],
    isOver: false,
  },
  { name: 'what rests keeps its place', given: look(['paused', 'pending', null]), starts: [], isOver: false },
  { name: 'nothing is left', given: look(['completed', 'failed']), starts: [], isOver: true },
  { name: 'nothing was there', given: look([]), starts: [], isOver: true },
  {
    name: 'one failed and none may',
    given: look(['failed', 'running', null], strict),
    starts: [],
    isOver: false,
  },
  {
    name: 'one failed, none may, none runs',
    given: look(['failed', null], strict),
    starts: [],
    isOver: true,
  },
  {
    name: 'one was cancelled before',
    given: look([null], { ...strict, failed: 1 }),
    starts: [],
    isOver: true,
  },
  {
    name: 'as many failed as may',
    given: look(['failed', null], { maxFailures: 1 }),
    starts: [1],
    isOver: false,
  },
  {
    name: 'all that is seen ended, not all',
    given: look(['completed'], { hasMore: true }),
    starts: [],
    isOver: false,
  },
]

test.each(rows)('$name', ({ given, starts, isOver }) => {
  const verdict = judgeItems(given)
  expect([startsOf(verdict), verdict.isOver]).toEqual([starts, isOver])
})

/** Judges with what each saw, acts late, and in any order: as processes that race do. */
test('processes that race never run more than the limit, start each item once, and come to an end', () => {
  const scenario = fc.record({
    total: fc.integer({ min: 0, max: 12 }),
    concurrency: fc.integer({ min: 1, max: 4 }),
    steps: fc.array(fc.record({ process: fc.nat(2), act: fc.constantFrom('look', 'start', 'end') }), {
      maxLength: 200,
    }),
  })
  fc.assert(
    fc.property(scenario, ({ total, concurrency, steps }) => {
      const statuses: OpenItem['childStatus'][] = Array.from({ length: total }, () => null)
      const plans: number[][] = [[], [], []]
      const see = () =>
        judgeItems({
          concurrency,
          maxFailures: null,
          failed: 0,
          hasMore: false,
          open: statuses.map((s, i) => item(i, s)),
        })
      const isRunning = (status: OpenItem['childStatus']) => status === 'running'
      const start = (index: number | undefined) => {
        if (index !== undefined && statuses[index] === null) statuses[index] = 'running'
        expect(statuses.filter(isRunning).length).toBeLessThanOrEqual(concurrency)
      }
      const end = () => {
        const index = statuses.findLastIndex(isRunning)
        if (index >= 0) statuses[index] = 'completed'
      }
      for (const { process, act } of steps) {
        if (act === 'look') plans[process] = startsOf(see())
        else if (act === 'start') start(plans[process]?.pop())
        else end()
      }
      for (let round = 0; round <= total && !see().isOver; round += 1) {
        for (const index of startsOf(see())) start(index)
        while (statuses.some(isRunning)) end()
      }
      expect(see().isOver).toBe(true)
      expect(statuses.every((status) => status === 'completed')).toBe(true)
    }),
  )
})
