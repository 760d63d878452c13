/**
 * Serves people. As `all` it is the product in one process: it runs nodes too, and brings its database where none
 * is configured. As `server` it leaves the nodes to workers.
 */
import { MigrationError } from '../ops/apply-migrations.ts'
import { createLogger, type Logger } from '../ops/logger.ts'
import { openDatabase } from './database.ts'
import { readProcessSettings, type Settings } from './env.ts'

export async function runServer(role: 'all' | 'server'): Promise<void> {
  const settings = readProcessSettings(role)
  const logger = createLogger(settings.logLevel)
  try {
    await run(settings, logger)
  } catch (error) {
    logger.fatal({ event: 'start_failed', err: error })
    process.stderr.write(`Heddle cannot start: ${toReason(error, settings)}\n`)
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

function toReason(error: unknown, { port }: Settings): string {
  if (error instanceof MigrationError) return error.message
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `port ${port} is taken. Stop what listens there, or set PORT.`
  }
  return error instanceof Error ? error.message : String(error)
}
