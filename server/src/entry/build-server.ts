/** The HTTP server of a process that runs nodes, over what that process has opened. */
import type { FastifyInstance } from 'fastify'
import type { HealthReport } from '../api/system/health-shape.ts'
import type { OwnerSetup } from '../auth/owner-setup.ts'
import { nodeTypeRegistry } from '../nodes/registry.ts'
import type { Logger } from '../ops/logger.ts'
import { checkHealth } from './check-health.ts'
import type { Database } from './database.ts'
import { describeSystem } from './describe-system.ts'
import type { Settings } from './env.ts'
import { buildHttpServer } from './http.ts'
import { productVersion } from './product-version.ts'
import type { RunningWorker } from './run-worker.ts'

interface ServerParts {
  readonly settings: Settings
  readonly logger: Logger
  readonly database: Database
  readonly running: RunningWorker
  readonly ownerSetup: OwnerSetup
  /** What is told of its health, from what it found; as it is where nothing is said. */
  readonly tellHealth?: (found: HealthReport) => HealthReport
  readonly pagesFolder?: string
}

export function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const {
    settings,
    logger,
    database,
    running,
    ownerSetup,
    tellHealth = (found) => found,
    pagesFolder,
  } = parts
  return buildHttpServer({
    settings,
    pool: database.pool,
    engine: running.engine,
    bus: running.bus,
    presence: running.presence,
    queue: running,
    nodeTypes: nodeTypeRegistry,
    contents: running.artifacts,
    ownerSetup,
    checkHealth: async () => tellHealth(await checkHealth(settings, database, running)),
    describeSystem: () => describeSystem(settings, database, running),
    logger,
    version: productVersion,
    ...(pagesFolder !== undefined && { pagesFolder }),
  })
}
