import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { Timers } from './timers.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function createTimers(rung: (number | string)[]): Timers {
  return new Timers({
    db: { query: () => Promise.reject(new Error('Nothing is read here')) },
    wake: (_, nodeIndex) => rung.push(nodeIndex),
    expire: (executionId) => rung.push(executionId),
    holder: null,
    logger: createLogger('silent'),
  })
}

test('a node is woken at its time, and once where it was set twice', async () => {
  const rung: number[] = []
  const timers = createTimers(rung)
  timers.set({ executionId: 'a', nodeIndex: 1 }, Date.now() + 100)
  timers.set({ executionId: 'a', nodeIndex: 1 }, Date.now() + 200)
  await vi.advanceTimersByTimeAsync(150)
  expect(rung).toEqual([])
  await vi.advanceTimersByTimeAsync(100)
  expect(rung).toEqual([1])
})

test('a process that stops wakes nobody any more, neither for what was set nor for what its last commits set', async () => {
  const rung: number[] = []
  const timers = createTimers(rung)
  timers.set({ executionId: 'a', nodeIndex: 1 }, Date.now() + 100)
  timers.stop()
  timers.set({ executionId: 'a', nodeIndex: 2 }, Date.now() + 100)
  expect(vi.getTimerCount()).toBe(0)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(rung).toEqual([])
})

test('an execution is ended at its deadline, not where it ended before, and not held where a poll comes first', async () => {
  const rung: string[] = []
  const timers = createTimers(rung)
  timers.setDeadline('slow', Date.now() + 1_000)
  timers.setDeadline('quick', Date.now() + 1_000)
  timers.setDeadline('patient', Date.now() + 7_000)
  timers.clearDeadline('quick')
  expect(vi.getTimerCount()).toBe(1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(rung).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(rung).toEqual(['slow'])
})
