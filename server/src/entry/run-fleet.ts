/** `npm run fleet`: what docker-compose.yml describes, as plain processes on this machine. */
import { join } from 'node:path'
import { startFleet } from '../fleet/start-fleet.ts'
import { createLogger } from '../ops/logger.ts'
import { readProcessEnvironment, readProcessSettings } from './env.ts'
import { stopOnSignals } from './stop-on-signals.ts'

/** As long as all of its processes may take, one layer after the other. */
const patienceMs = 20_000

/** Each server writes a link to the owner's account; the last one is the one that works. */
const SETUP_LINE = /^Make the owner's account at/

export async function runFleet(): Promise<void> {
  const { port, dataDir, databaseUrl, redisUrl, logLevel } = readProcessSettings()
  const logger = createLogger(logLevel)
  const tell = (line: string) => void process.stdout.write(`${line}\n`)
  let isReady = false
  let setupLine: string | null = null
  try {
    const fleet = await startFleet({
      dataDir: join(dataDir, 'fleet'),
      port,
      fillIn: readProcessEnvironment(),
      ...(databaseUrl !== null && { databaseUrl }),
      ...(redisUrl !== null && { redisUrl }),
      onLine: (line) => {
        if (!SETUP_LINE.test(line)) return
        setupLine = line
        if (isReady) tell(line)
      },
    })
    stopOnSignals(() => fleet.dispose(), logger, patienceMs)
    isReady = true
    if (setupLine !== null) tell(setupLine)
    tell(`Heddle fleet is ready at ${fleet.url}`)
  } catch (error) {
    process.stderr.write(
      `The fleet cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
    )
    process.exit(1)
  }
}
