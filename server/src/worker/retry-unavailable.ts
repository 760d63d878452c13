/** Repeats what the database could not do because it was away. What it refuses, and an abort, end the tries. */
import { setTimeout as sleep } from 'node:timers/promises'
import { NodeFailure } from '../nodes/node-type.ts'
import { isRejectedByDatabase } from '../store/is-rejected-by-database.ts'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 2_000

export async function retryUnavailable<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
    try {
      return await run()
    } catch (error) {
      if (isRejectedByDatabase(error) || error instanceof NodeFailure || signal.aborted) throw error
      await sleep(pauseMs, undefined, { signal })
    }
  }
}
