/** A worker alone: runs nodes for servers that share its database. */
import { createKeyCheck } from '../auth/api-key.ts'
import { createLogger, type Logger } from '../ops/logger.ts'
import { answerHealth } from './answer-health.ts'
import { checkHealth } from './check-health.ts'
import { collectMetrics } from './collect-metrics.ts'
import { openDatabase } from './database.ts'
import { readProcessSettings, type Settings } from './env.ts'
import { createWorker } from './run-worker.ts'
import { stopOnSignals } from './stop-on-signals.ts'

export async function runWorkerAlone(): Promise<void> {
  const settings = readProcessSettings('worker')
  const logger = createLogger(settings.logLevel)
  try {
    await run(settings, logger)
  } catch (error) {
    logger.fatal({ event: 'start_failed', err: error })
    process.stderr.write(`Heddle cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}

async function run(settings: Settings, logger: Logger): Promise<void> {
  const database = await openDatabase(settings, logger)
  const running = await createWorker(settings, database, logger)
  const { host, workerPort, apiKey } = settings
  const callerOf = createKeyCheck(apiKey)
  const health =
    workerPort === 0
      ? null
      : await answerHealth(
          { host, port: workerPort },
          {
            checkHealth: () => checkHealth(settings, database, running),
            collectMetrics: () => collectMetrics(running),
            mayRead: (authorization = '') => callerOf(authorization) !== null,
          },
        )
  stopOnSignals(async () => {
    await running.stop()
    await health?.close()
    await database.close()
  }, logger)
  await running.start()
  process.stdout.write(`Heddle worker ${running.worker.id} is ready\n`)
}
