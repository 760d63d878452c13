/** `npm run fleet`: what docker-compose.yml describes, as plain processes on this machine. */
import { join } from 'node:path'
import { startFleet } from '../fleet/start-fleet.ts'
import { createLogger } from '../ops/logger.ts'
import { readProcessEnvironment, readProcessSettings } from './env.ts'
import { stopOnSignals } from './stop-on-signals.ts'

/** As long as all of its processes may take, one layer after the other. */
const patienceMs = 20_000

/** The last link to the owner's account is the one that works, whichever server wrote it. */
const SETUP_LINE = /^Make the owner's account at/

export async function runFleet(): Promise<void> {
  const { port, dataDir, databaseUrl, redisUrl, logLevel } = readProcessSettings()
  const logger = createLogger(logLevel)
  const folder = join(dataDir, 'fleet')
  try {
    const fleet = await startFleet({
      dataDir: folder,
      port,
      fillIn: readProcessEnvironment(),
      ...(databaseUrl !== null && { databaseUrl }),
      ...(redisUrl !== null && { redisUrl }),
      onLine: (line) => {
        if (SETUP_LINE.test(line)) process.stdout.write(`${line}\n`)
      },
    })
    stopOnSignals(() => fleet.dispose(), logger, patienceMs)
    process.stdout.write(`Heddle fleet is ready at ${fleet.url}\n`)
  } catch (error) {
    process.stderr.write(
      `The fleet cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
    )
    process.exit(1)
  }
}
