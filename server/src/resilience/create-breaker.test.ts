import { expect, test } from 'vitest'
import { waitFor } from '../testing/wait-for.ts'
import type { BreakerView } from './breaker-view.ts'
import { type BreakerOptions, CircuitOpenError, createBreaker } from './create-breaker.ts'

class Away extends Error {}

const options: BreakerOptions = {
  name: 'The part',
  failures: 3,
  resetMs: 60_000,
  isAway: (error) => error instanceof Away,
}
const away = () => Promise.reject(new Away('nobody there'))
const fine = () => Promise.resolve('fine')
const refused = () => Promise.reject(new TypeError('wrong question'))
/** Whatever a call comes to. */
const outcome = (answer: Promise<unknown>) => answer.catch((error: Error) => error)

async function openBreaker(more: Partial<BreakerOptions> = {}) {
  const breaker = createBreaker({ ...options, failures: 1, ...more })
  await outcome(breaker.run(away))
  return breaker
}

test('as many failures in a row as are allowed open it, and then nobody is asked', async () => {
  const breaker = createBreaker(options)
  for (let count = 0; count < 3; count += 1) await expect(breaker.run(away)).rejects.toThrow(Away)
  let asked = 0
  const call = async () => {
    asked += 1
  }
  const error = await outcome(breaker.run(call))
  expect(error).toBeInstanceOf(CircuitOpenError)
  expect((error as CircuitOpenError).retryAt.getTime()).toBeGreaterThan(Date.now() + 50_000)
  expect((error as CircuitOpenError).cause).toBeInstanceOf(Away)
  expect(asked).toBe(0)
  expect(breaker.isOpen).toBe(true)
  expect(breaker.view()).toMatchObject({
    name: 'The part',
    state: 'open',
    failures: 3,
    lastError: { message: 'nobody there' },
  })
})

test.each([
  ['an answer', fine],
  ['an error that is an answer', refused],
])('%s between the failures keeps it closed', async (_, call) => {
  const breaker = createBreaker(options)
  for (const each of [away, away, call, away, away]) await outcome(breaker.run(each))
  expect(breaker.view()).toMatchObject({ state: 'closed', failures: 2, retryAt: null })
})

test('an error that is an answer reaches the caller as it is', async () => {
  await expect(createBreaker(options).run(refused)).rejects.toThrow(new TypeError('wrong question'))
})

test('after the pause one call is let through, the others wait for what becomes of it', async () => {
  const breaker = await openBreaker({ resetMs: 20 })
  await waitFor(() => breaker.view().state === 'half-open')
  const gate = Promise.withResolvers<string>()
  let asked = 0
  const slow = () => {
    asked += 1
    return gate.promise
  }
  const first = breaker.run(slow)
  const others = [breaker.run(slow), breaker.run(slow)]
  await waitFor(() => asked > 0)
  expect(asked).toBe(1)
  gate.resolve('here')
  expect(await Promise.all([first, ...others])).toEqual(['here', 'here', 'here'])
  expect(breaker.view()).toMatchObject({ state: 'closed', failures: 0 })
})

test('a try that fails doubles the pause, up to the longest one', async () => {
  const breaker = await openBreaker({ resetMs: 100, longestResetMs: 350 })
  const pauses: number[] = []
  for (let count = 0; count < 4; count += 1) {
    const { retryAt } = breaker.view()
    pauses.push(Date.parse(retryAt ?? '') - Date.now())
    await waitFor(() => breaker.view().state === 'half-open')
    await outcome(breaker.run(away))
  }
  expect(pauses[0]).toBeLessThanOrEqual(100)
  expect(pauses[1]).toBeLessThanOrEqual(200)
  expect(Math.max(...pauses)).toBeLessThanOrEqual(350)
  expect(pauses[3]).toBeGreaterThan(pauses[0] ?? 0)
})

test('says when it opens and when it closes, and not more', async () => {
  const seen: BreakerView['state'][] = []
  const breaker = await openBreaker({ resetMs: 5, onChange: ({ state }) => seen.push(state) })
  await waitFor(() => breaker.view().state === 'half-open')
  await outcome(breaker.run(away))
  await waitFor(() => breaker.view().state === 'half-open')
  await breaker.run(fine)
  expect(seen).toEqual(['open', 'closed'])
})

test('a call that takes too long is ended and counts as a failure', async () => {
  const breaker = createBreaker({ ...options, failures: 1, timeoutMs: 10 })
  let ended = false
  const silent = (signal: AbortSignal) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        ended = true
        reject(new Error('ended'))
      })
    })
  await expect(breaker.run(silent)).rejects.toThrow('timed out')
  expect(ended).toBe(true)
  expect(breaker.isOpen).toBe(true)
})

test('what is safe to repeat is repeated, and every try counts', async () => {
  const retry = {
    times: 5,
    firstPauseMs: 1,
    longestPauseMs: 5,
    isSafe: (error: unknown) => error instanceof Away,
  }
  let asked = 0
  const twice = async () => {
    asked += 1
    if (asked < 3) throw new Away('not yet')
    return asked
  }
  expect(await createBreaker({ ...options, retry }).run(twice)).toBe(3)
  asked = 0
  const always = async () => {
    asked += 1
    throw new Away('never')
  }
  await expect(createBreaker({ ...options, retry }).run(always)).rejects.toThrow(CircuitOpenError)
  expect(asked).toBe(3)
})

test('a caller that leaves goes at once, and says nothing about the part', async () => {
  const breaker = createBreaker({ ...options, failures: 1 })
  const leaving = new AbortController()
  const call = (signal: AbortSignal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Away('cut'))))
  const answer = breaker.run(call, leaving.signal)
  leaving.abort(new Error('enough'))
  await expect(answer).rejects.toThrow('enough')
  expect(breaker.view()).toMatchObject({ state: 'closed', failures: 0 })
})

test('a try whose caller left is made again by the next one', async () => {
  const breaker = await openBreaker({ resetMs: 5 })
  await waitFor(() => breaker.view().state === 'half-open')
  const leaving = new AbortController()
  const call = (signal: AbortSignal) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Away('cut'))))
  const answer = outcome(breaker.run(call, leaving.signal))
  leaving.abort(new Error('enough'))
  await answer
  await waitFor(() => breaker.view().retryAt !== null)
  await waitFor(() => breaker.view().state === 'half-open')
  expect(await breaker.run(fine)).toBe('fine')
})
