import { setTimeout as delay } from 'node:timers/promises'

const PAUSE_MS = 10
/** Long, since it only says when a test gives up: a machine that does other things at the same time is slow. */
const DEADLINE_MS = 15_000

/**
 * Asks again and again until the answer is neither null, undefined nor false, and returns it; after the
 * deadline it fails with the last error. The only way in which a test waits.
 */
export async function waitFor<T>(
  ask: () => T | Promise<T>,
  options: { deadlineMs?: number; what?: string } = {},
): Promise<Exclude<T, null | undefined | false>> {
  const { deadlineMs = DEADLINE_MS, what = 'the condition' } = options
  const end = performance.now() + deadlineMs
  let cause: unknown
  while (performance.now() < end) {
    try {
      const answer = await ask()
      if (isMet(answer)) return answer
    } catch (error) {
      cause = error
    }
    await delay(PAUSE_MS)
  }
  throw new Error(`${what} was not met within ${deadlineMs} ms`, { cause })
}

function isMet<T>(answer: T): answer is Exclude<T, null | undefined | false> {
  return answer !== null && answer !== undefined && answer !== false
}
