/** Ends the process in order on SIGINT and SIGTERM, within five seconds, and only once. */
import type { Logger } from '../ops/logger.ts'

/** A stop that takes longer is cut off: what it would have handed back is found by the next start. */
const usualPatienceMs = 4500

export function stopOnSignals(
  stop: () => Promise<void>,
  logger: Logger,
  patienceMs: number = usualPatienceMs,
): void {
  let stopping = false
  const handle = (signal: NodeJS.Signals) => {
    // npm and the terminal both deliver the signal: the second one is not impatience.
    if (stopping) return
    stopping = true
    logger.info({ event: 'stopping', signal })
    const cut = setTimeout(() => {
      logger.warn({ event: 'stop_cut_off' })
      process.exit(0)
    }, patienceMs)
    stop().then(
      () => {
        clearTimeout(cut)
        process.exit(0)
      },
      (error: unknown) => {
        logger.error({ event: 'stop_failed', err: error })
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', handle)
  process.on('SIGTERM', handle)
}
