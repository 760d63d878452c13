/** Builds everything that runs nodes, once, and hands it down: engine, worker loop, presence, sweep. */
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createLocalArtifactStore } from '../artifacts/local-artifact-store.ts'
import { createStoredValues } from '../artifacts/stored-values.ts'
import type { Bus } from '../bus/bus.ts'
import { createInProcessBus } from '../bus/in-process-bus.ts'
import { createRedisBus } from '../bus/redis-bus.ts'
import { Engine } from '../engine/engine.ts'
import { Keeper } from '../engine/keeper.ts'
import { createExpressionPool } from '../expressions/expression-pool.ts'
import { createLogWriter } from '../logs/log-writer.ts'
import { nodeTypes } from '../nodes/registry.ts'
import type { Logger } from '../ops/logger.ts'
import { closeAllPresences, closePresencesOfDeadProcesses } from '../presence/close-dead-presences.ts'
import { connectRedis } from '../presence/connect-redis.ts'
import { createLoadMeasure } from '../presence/measure-load.ts'
import { createPostgresPresence } from '../presence/postgres-presence.ts'
import type { Presence } from '../presence/presence.ts'
import { createRedisPresence } from '../presence/redis-presence.ts'
import { createWorkFolders } from '../processes/work-folders.ts'
import { InProcessQueue } from '../queue/in-process-queue.ts'
import { appendLogChunks } from '../store/append-log-chunks.ts'
import { insertArtifacts } from '../store/insert-artifacts.ts'
import { loadNodeResults } from '../store/load-node-results.ts'
import { createNodeValues } from '../worker/node-values.ts'
import { createAttemptRunner } from '../worker/run-attempt.ts'
import { WorkerLoop } from '../worker/worker-loop.ts'
import type { Database } from './database.ts'
import type { Settings } from './env.ts'
import { productVersion } from './product-version.ts'

export interface RunningWorker {
  readonly engine: Engine
  readonly worker: WorkerLoop
  readonly bus: Bus
  readonly presence: Presence
  readonly queue: InProcessQueue
  readonly artifacts: ReturnType<typeof createLocalArtifactStore>
  /** Recovers what an earlier process left, then takes work. */
  start(): Promise<void>
  /** Hands running attempts back and says goodbye. */
  stop(): Promise<void>
}

export function createWorker(settings: Settings, database: Database, logger: Logger): RunningWorker {
  const { pool, commitPool } = database
  const bus = settings.redisUrl === null ? createInProcessBus() : createRedisBus(settings.redisUrl, logger)
  const queue = new InProcessQueue(settings.workerGroups)
  const isShared = !database.isEmbedded
  const engine = new Engine({ db: pool, commitDb: commitPool, queue, bus, isShared, logger })
  const artifacts = createLocalArtifactStore(join(settings.dataDir, 'artifacts'))
  const attempts = createAttempts({ settings, database, logger, bus, artifacts })
  const worker = new WorkerLoop({
    engine,
    queue,
    bus,
    runAttempt: attempts.runAttempt,
    capacity: settings.concurrency,
    groups: settings.workerGroups,
    logger,
  })
  const identity = {
    id: worker.id,
    hostname: hostname(),
    pid: process.pid,
    version: productVersion,
    workerGroups: settings.workerGroups === 'all' ? ['*'] : settings.workerGroups,
    capacity: settings.concurrency,
  }
  const presence = openPresence({ settings, database, logger })
  // A server that runs no nodes is no worker to anybody: it sweeps, and takes nothing.
  const runsNodes = settings.role !== 'server'
  const keeper = new Keeper({
    db: pool,
    engine,
    worker: runsNodes ? worker : null,
    presence,
    identity: runsNodes ? identity : null,
    load: createLoadMeasure(() => worker.used),
    logger,
  })
  return {
    engine,
    worker,
    bus,
    presence,
    queue,
    artifacts,
    async start() {
      await (database.isEmbedded ? closeAllPresences(pool) : closePresencesOfDeadProcesses(pool))
      await keeper.start()
      if (runsNodes) await worker.start()
      engine.timers.start()
    },
    async stop() {
      engine.timers.stop()
      await worker.stop()
      await keeper.stop()
      await presence.close()
      await attempts.close()
      await bus.close()
    },
  }
}

function openPresence({ settings, database, logger }: Omit<AttemptParts, 'bus' | 'artifacts'>): Presence {
  const registry = createPostgresPresence(database.pool)
  if (settings.redisUrl === null) return registry
  return createRedisPresence({ redis: connectRedis(settings.redisUrl, logger), registry, logger })
}

interface AttemptParts {
  readonly settings: Settings
  readonly database: Database
  readonly logger: Logger
  readonly bus: Bus
  readonly artifacts: ReturnType<typeof createLocalArtifactStore>
}

function createAttempts({ settings, database, logger, bus, artifacts }: AttemptParts) {
  const { pool } = database
  const storedValues = createStoredValues(artifacts)
  const expressions = createExpressionPool()
  const workFolders = createWorkFolders({ logger })
  const logs = createLogWriter({
    append: (chunks) => appendLogChunks(pool, chunks),
    onLines: (executionId, lines) => bus.publish(`logs:${executionId}`, { lines }),
    limitBytes: settings.limits.logBytes,
    logger,
  })
  const runAttempt = createAttemptRunner({
    nodeTypes,
    expressions,
    values: createNodeValues({ load: (keys) => loadNodeResults(pool, keys), storedValues }),
    storedValues,
    artifacts,
    insertArtifacts: (rows) => insertArtifacts(pool, rows),
    onArtifacts: (executionId, found) => bus.publish(`artifacts:${executionId}`, { artifacts: found }),
    logs,
    workFolders,
    limits: settings.limits,
    logger,
  })
  const close = async () => {
    await logs.close()
    await expressions.close()
    await workFolders.close()
  }
  return { runAttempt, close }
}
