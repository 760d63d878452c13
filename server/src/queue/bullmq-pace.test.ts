import { describe, expect, test } from 'vitest'
import { BullmqPace } from './bullmq-pace.ts'

describe('how many tasks are fetched ahead', () => {
  test('is nothing for a worker that fills its slots for the first time', () => {
    const pace = new BullmqPace()
    expect([pace.note(32, 32, 1000), pace.note(0, 0, 1010), pace.note(0, 0, 1020)]).toEqual([0, 0, 0])
  })

  test('is what the worker gets through in a moment once it has done so for two', () => {
    const pace = new BullmqPace()
    pace.note(32, 32, 1000)
    const ahead = [1005, 1012, 1015, 1021, 1025, 1031].map((now) => pace.note(8, 8, now))
    expect(ahead).toEqual([0, 0, 0, 8, 8, 16])
  })

  test('is nothing after slots fell free all together once', () => {
    const pace = new BullmqPace()
    pace.note(32, 32, 1000)
    const ahead = [2000, 2010, 2020, 2030].map((now, index) => pace.note(index === 0 ? 32 : 0, 0, now))
    expect(ahead).toEqual([0, 0, 0, 0])
  })

  test('is nothing any more after a pause', () => {
    const pace = new BullmqPace()
    pace.note(32, 32, 1000)
    for (const now of [1005, 1015, 1025]) pace.note(8, 8, now)
    expect(pace.note(8, 8, 1080)).toBe(0)
  })

  test('does not take room that others left for room that fell free', () => {
    const pace = new BullmqPace()
    for (const now of [1005, 1015, 1025, 1035]) expect(pace.note(8, 0, now)).toBe(0)
  })

  test('is told of slots that fell free together, too, as long as that is a moment ago', () => {
    const pace = new BullmqPace()
    pace.note(32, 32, 1000)
    pace.note(6, 6, 1010)
    expect([pace.recent(1015), pace.recent(1030), pace.recent(1040)]).toEqual([6, 6, 0])
  })
})
