/** Serves people over an open database: engine, pages and procedures. The larger part of the program. */
import { setTimeout as pause } from 'node:timers/promises'
import { DomainError } from '@heddle/core/errors.ts'
import { z } from 'zod'
import { describeRoute } from '../api/rest/route-docs.ts'
import { createOwnerSetup } from '../auth/owner-setup.ts'
import type { Logger } from '../ops/logger.ts'
import { renderMetrics } from '../ops/render-metrics.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import { buildServer } from './build-server.ts'
import { collectMetrics } from './collect-metrics.ts'
import type { Database } from './database.ts'
import type { Settings } from './env.ts'
import { productVersion } from './product-version.ts'
import { createWorker, type RunningWorker } from './run-worker.ts'
import { stopOnSignals } from './stop-on-signals.ts'

/** Longer than a balancer takes between two looks at `/health`. */
const farewellMs = 1200

export async function serve(settings: Settings, database: Database, logger: Logger): Promise<void> {
  const running = await createWorker(settings, database, logger)
  const ownerSetup = createOwnerSetup({
    db: database.pool,
    runInTransaction: runInTransactionOf(database.pool),
  })
  const farewell = { isSaid: false }
  const app = await buildApp({ settings, logger, database, running, ownerSetup, farewell })
  stopOnSignals(async () => {
    farewell.isSaid = true
    // Whoever stands before the servers sends the next requests to others before this one closes.
    await Promise.all([running.stop(), settings.proxyHops > 0 ? pause(farewellMs) : null])
    await app.close()
    await database.close()
  }, logger)
  // Before any work is taken: a second start on the same address must not touch what the first one runs.
  await app.listen({ host: settings.host, port: settings.port })
  await running.start()
  const address = app.server.address()
  const port = address === null || typeof address === 'string' ? settings.port : address.port
  await announceStart({ ...settings, port }, ownerSetup)
  logger.info({ event: 'server_ready', embedded: database.isEmbedded, version: productVersion })
}

async function announceStart(settings: Settings, ownerSetup: AppParts['ownerSetup']): Promise<void> {
  const { host, port } = settings
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  const setupToken = await ownerSetup.ensureSetupToken()
  if (setupToken !== null) {
    const link = `${settings.publicUrl ?? address}/welcome?token=${setupToken}`
    process.stdout.write(`Make the owner's account at ${link}\n`)
  }
  process.stdout.write(`Heddle is ready at ${address}\n`)
}

interface AppParts {
  readonly settings: Settings
  readonly logger: Logger
  readonly database: Database
  readonly running: RunningWorker
  readonly ownerSetup: ReturnType<typeof createOwnerSetup>
  readonly farewell: { readonly isSaid: boolean }
}

const metricsDocs = {
  summary: 'Read the figures of this process, as Prometheus reads them',
  tag: 'system',
  responses: { 200: { 'text/plain': z.string() } },
  errors: [],
}

async function buildApp({ settings, logger, database, running, ownerSetup, farewell }: AppParts) {
  const app = await buildServer({
    ...{ settings, logger, database, running, ownerSetup },
    tellHealth: (found) => (farewell.isSaid ? { ...found, status: 'down' } : found),
  })
  app.get('/metrics', { schema: describeRoute(metricsDocs) }, async (request, reply) => {
    if (request.caller === null) throw new DomainError('UNAUTHENTICATED', {})
    reply.type('text/plain; version=0.0.4')
    return renderMetrics(await collectMetrics(running))
  })
  return app
}
