import { expect, test } from 'vitest'
import { isCheckpointDue } from './is-checkpoint-due.ts'

function listDue(length: number, step: number): number[] {
  const due: number[] = []
  for (let before = 0; before < length; before += step) {
    const after = Math.min(length, before + step)
    if (isCheckpointDue({ before, after, everyEvents: 1000 })) due.push(after)
  }
  return due
}

test('short histories have one every thousand events, and none before', () => {
  expect(listDue(999, 1)).toEqual([])
  expect(listDue(4500, 1)).toEqual([1000, 2000, 3000, 4000])
})

test('long histories have them further and further apart, so that an event costs the same at any length', () => {
  const due = listDue(300_000, 1)
  expect(due.length).toBeGreaterThan(20)
  expect(due.length).toBeLessThan(30)
  const written = due.reduce((sum, seq) => sum + seq, 0)
  expect(written).toBeLessThan(6 * 300_000)
})

test('each is made once, however the events are cut into commits', () => {
  expect(listDue(300_000, 7)).toHaveLength(listDue(300_000, 1).length)
})
