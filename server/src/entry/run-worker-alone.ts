/** A worker alone: runs nodes for servers that share its database. */
import { createLogger } from '../ops/logger.ts'
import { openDatabase } from './database.ts'
import { readProcessSettings } from './env.ts'
import { createWorker } from './run-worker.ts'
import { stopOnSignals } from './stop-on-signals.ts'

const settings = readProcessSettings()
const logger = createLogger(settings.logLevel)

if (settings.databaseUrl === null) {
  process.stderr.write(
    'DATABASE_URL must name the PostgreSQL server that this worker shares with its servers\n',
  )
  process.exit(1)
}

try {
  const database = await openDatabase(settings, logger)
  const running = createWorker(settings, database, logger)
  stopOnSignals(async () => {
    await running.stop()
    await database.close()
  }, logger)
  await running.start()
  process.stdout.write(`Heddle worker ${running.worker.id} is ready\n`)
} catch (error) {
  logger.fatal({ event: 'start_failed', err: error })
  process.stderr.write(`Heddle cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
