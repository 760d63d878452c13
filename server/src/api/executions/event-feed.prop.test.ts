import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventFeed } from './event-feed.ts'

const eventOf = (seq: number): ExecutionEvent => ({
  seq,
  type: 'execution_started',
  nodeId: null,
  attempt: null,
  timestamp: '2026-01-01T00:00:00.000Z',
  data: {},
})

/** Slices of a history as a bus may bring them: any part, any number of times, in any order. */
const deliveries = fc.record({
  last: fc.integer({ min: 1, max: 60 }),
  slices: fc.array(
    fc.record({ from: fc.nat({ max: 60 }), count: fc.integer({ min: 1, max: 12 }), takeAfter: fc.boolean() }),
    { maxLength: 30 },
  ),
})

test('what is handed out follows without a gap, and nothing that could follow is kept back', () => {
  fc.assert(
    fc.property(deliveries, ({ last, slices }) => {
      const feed = createEventFeed()
      const pushed = new Set<number>()
      let seq = 0
      const take = () => {
        const { events, isMissing } = feed.take(seq)
        for (const event of events) {
          expect(event.seq).toBe(seq + 1)
          seq = event.seq
        }
        expect(pushed.has(seq + 1)).toBe(false)
        expect(isMissing).toBe([...pushed].some((known) => known > seq))
      }
      for (const { from, count, takeAfter } of slices) {
        const slice = Array.from({ length: count }, (_, index) => from + index + 1).filter(
          (each) => each <= last,
        )
        feed.push(slice.map(eventOf))
        for (const each of slice) pushed.add(each)
        if (takeAfter) take()
      }
      take()
    }),
  )
})

test('a reader that went on without the feed gets only what is new', () => {
  const feed = createEventFeed()
  feed.push([1, 2, 3, 4].map(eventOf))
  expect(feed.take(3)).toEqual({ events: [eventOf(4)], isMissing: false })
})

test('a feed that overflows says that something is missing, once', () => {
  const feed = createEventFeed()
  feed.push(Array.from({ length: 2_001 }, (_, index) => eventOf(index + 1)))
  expect(feed.take(0)).toEqual({ events: [], isMissing: true })
  expect(feed.take(0)).toEqual({ events: [], isMissing: false })
})
