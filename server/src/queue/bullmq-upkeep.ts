/** Work that is done again and again while Redis is there; work that is slow is not overtaken by itself. */
import type { Logger } from '../ops/logger.ts'

export interface BullmqUpkeep {
  every(intervalMs: number, work: () => Promise<void>): void
  stop(): void
}

export function createBullmqUpkeep(isReady: () => boolean, logger: Logger): BullmqUpkeep {
  const timers: NodeJS.Timeout[] = []
  return {
    every(intervalMs, work) {
      let busy = false
      const run = async () => {
        if (busy || !isReady()) return
        busy = true
        try {
          await work()
        } catch (error) {
          // The next round does it. What is wrong with the connection is said elsewhere.
          logger.debug({ event: 'queue_upkeep_failed', err: error })
        } finally {
          busy = false
        }
      }
      timers.push(setInterval(run, intervalMs).unref())
    },
    stop() {
      for (const timer of timers) clearInterval(timer)
    },
  }
}
