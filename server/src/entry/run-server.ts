/**
 * Serves people. As `all` it is the product in one process: it runs nodes too, and brings its database where none
 * is configured. As `server` it leaves the nodes to workers.
 */
import { createLogger, type Logger } from '../ops/logger.ts'
import { openDatabase } from './database.ts'
import { readProcessSettings, type Settings } from './env.ts'
import { toStartFailure } from './start-failure.ts'

export async function runServer(role: 'all' | 'server'): Promise<void> {
  const settings = readProcessSettings(role)
  const logger = createLogger(settings.logLevel)
  try {
    await run(settings, logger)
  } catch (error) {
    logger.fatal({ event: 'start_failed', err: error })
    process.stderr.write(`Heddle cannot start: ${toStartFailure(error, settings)}\n`)
    process.exit(1)
  }
}

async function run(settings: Settings, logger: Logger): Promise<void> {
  // Loading the rest of the program keeps this process busy while others make or start the database.
  const database = await openDatabase(settings, logger, () => {
    import('./serve.ts').catch(() => undefined)
  })
  try {
    const { serve } = await import('./serve.ts')
    await serve(settings, database, logger)
  } catch (error) {
    // A start that fails leaves no database behind.
    await database.close()
    throw error
  }
}
