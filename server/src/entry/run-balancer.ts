/** One address before several servers. It keeps nothing: any number may run, and one that dies loses no work. */
import { once } from 'node:events'
import { createBalancer } from '../fleet/balancer.ts'
import { ServerPool } from '../fleet/server-pool.ts'
import { createLogger } from '../ops/logger.ts'
import { readProcessSettings } from './env.ts'
import { stopOnSignals } from './stop-on-signals.ts'

export async function runBalancer(): Promise<void> {
  const { host, port, logLevel, balancerTargets } = readProcessSettings()
  if (balancerTargets.length === 0) {
    process.stderr.write(
      'HEDDLE_BALANCER_TARGETS must name the servers, like http://one:4400,http://two:4400\n',
    )
    process.exit(1)
  }
  const logger = createLogger(logLevel)
  const pool = new ServerPool(balancerTargets, logger)
  const balancer = createBalancer({ pool, logger })
  stopOnSignals(async () => {
    pool.stop()
    balancer.close()
    balancer.closeAllConnections()
  }, logger)
  await pool.start()
  balancer.listen({ host, port })
  try {
    await once(balancer, 'listening')
  } catch (error) {
    process.stderr.write(`Heddle cannot start: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
  process.stdout.write(`Heddle balancer is ready at http://${host}:${port}\n`)
}
