import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { reportTrouble } from './connection.ts'

beforeEach(() => {
  vi.useFakeTimers()
  // The true one counts by a clock that no test can turn.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), ms)
    return controller.signal
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

it('asks again where a question gets no answer at all', async () => {
  const ask = vi.fn((_: string, { signal }: RequestInit) => {
    const { promise, reject } = Promise.withResolvers<Response>()
    signal?.addEventListener('abort', () => reject(signal.reason))
    return promise
  })
  vi.stubGlobal('fetch', ask)
  reportTrouble('lost')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(ask.mock.calls.length).toBeGreaterThan(2)
})
