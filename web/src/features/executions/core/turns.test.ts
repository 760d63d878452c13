import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTurns } from './turns.ts'

describe('turns', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('are taken at once, and once more for a burst of wishes', async () => {
    const act = vi.fn(async () => undefined)
    const wish = createTurns(act, 1000)
    for (let n = 0; n < 5; n += 1) wish()
    expect(act).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(999)
    expect(act).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(5000)
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('wait for the one before, however long that takes', async () => {
    const first = Promise.withResolvers<void>()
    const act = vi.fn(() => first.promise)
    const wish = createTurns(act, 1000)
    wish()
    wish()
    await vi.advanceTimersByTimeAsync(5000)
    expect(act).toHaveBeenCalledTimes(1)
    first.resolve()
    await vi.advanceTimersByTimeAsync(0)
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('go on after one that failed', async () => {
    const act = vi.fn(() => Promise.reject(new Error('No answer')))
    const wish = createTurns(act, 1000)
    wish()
    await vi.advanceTimersByTimeAsync(1000)
    wish()
    expect(act).toHaveBeenCalledTimes(2)
  })
})
