import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLogger } from '../ops/logger.ts'
import { InProcessQueue } from '../queue/in-process-queue.ts'
import { IdleLook } from './idle-look.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a look that takes long is not joined by the next ones, and stopping waits for it', async () => {
  const { promise: held, resolve: answer } = Promise.withResolvers<number>()
  let looks = 0
  const offerToIdle = () => {
    looks += 1
    return held
  }
  const idleLook = new IdleLook({
    redelivery: { offerToIdle },
    queue: new InProcessQueue(),
    room: () => 1,
    isOnlySource: true,
    logger: createLogger('silent'),
  })
  idleLook.start()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(looks).toBe(1)
  let hasStopped = false
  const stopped = idleLook.stop().then(() => {
    hasStopped = true
  })
  await vi.advanceTimersByTimeAsync(0)
  expect(hasStopped).toBe(false)
  answer(0)
  await stopped
})
