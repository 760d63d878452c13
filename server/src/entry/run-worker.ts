/** Builds everything that runs nodes, once, and hands it down: engine, worker loop, presence, sweep. */
import { hostname } from 'node:os'
import type { ArtifactStore } from '../artifacts/artifact-store.ts'
import { createStoredValues } from '../artifacts/stored-values.ts'
import type { Bus } from '../bus/bus.ts'
import { Engine } from '../engine/engine.ts'
import { IdleLook } from '../engine/idle-look.ts'
import { Keeper, type KeptWorker } from '../engine/keeper.ts'
import { createExpressionPool } from '../expressions/expression-pool.ts'
import { createLogWriter } from '../logs/log-writer.ts'
import { hostBreakers } from '../nodes/http/host-breakers.ts'
import { nodeTypes } from '../nodes/registry.ts'
import type { Logger } from '../ops/logger.ts'
import { closeAllPresences, closePresencesOfDeadProcesses } from '../presence/close-dead-presences.ts'
import { createHolder } from '../presence/holder.ts'
import { createLoadMeasure } from '../presence/measure-load.ts'
import type { Presence } from '../presence/presence.ts'
import { createDrainFollower, workerControlChannel } from '../presence/worker-control.ts'
import { createWorkFolders } from '../processes/work-folders.ts'
import type { TaskQueue } from '../queue/task-queue.ts'
import { appendLogChunks } from '../store/append-log-chunks.ts'
import { insertArtifacts } from '../store/insert-artifacts.ts'
import { loadNodeResults } from '../store/load-node-results.ts'
import type { DrainOrder } from '../store/worker-presence.ts'
import { createWaitFollower, createWaitLook } from '../waits/follow-waits.ts'
import { createLogNotifier } from '../waits/notifier.ts'
import { createStoredWaits } from '../waits/stored-waits.ts'
import { createNodeValues } from '../worker/node-values.ts'
import { createAttemptRunner } from '../worker/run-attempt.ts'
import { WorkerLoop } from '../worker/worker-loop.ts'
import type { Database } from './database.ts'
import type { Settings } from './env.ts'
import { openArtifactStore } from './open-artifact-store.ts'
import { type Coordination, openCoordination } from './open-coordination.ts'
import { productVersion } from './product-version.ts'

/** How long a process that vanished keeps others from its periodic looks. */
const leaseMs = 25_000

export interface RunningWorker {
  readonly engine: Engine
  readonly worker: WorkerLoop
  readonly bus: Bus
  readonly presence: Presence
  readonly queue: TaskQueue
  /** What waits for the workers of all processes. */
  readonly depth: Coordination['depth']
  readonly artifacts: ArtifactStore
  /** Recovers what an earlier process left, then takes work. */
  start(): Promise<void>
  /** Hands running attempts back and says goodbye. */
  stop(): Promise<void>
}

export function createWorker(settings: Settings, database: Database, logger: Logger): RunningWorker {
  const { pool, commitPool } = database
  const coordination = openCoordination(settings, database, logger)
  const { bus, queue, presence, lock } = coordination
  const isShared = !database.isEmbedded
  const timersHolder = isShared
    ? { timersHolder: createHolder(lock, { name: 'timers', ttlMs: leaseMs }) }
    : {}
  const engine = new Engine({ db: pool, commitDb: commitPool, queue, bus, isShared, ...timersHolder, logger })
  coordination.onQueueRecovered(() => offerEverything(engine, logger))
  const artifacts = openArtifactStore(settings, logger)
  hostBreakers.configure(settings.breakers)
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
  // A server that runs no nodes is no worker to anybody: it sweeps, and takes nothing.
  const kept = settings.role === 'server' ? null : toKeptWorker(worker, settings)
  const holder = createHolder(lock, { name: 'sweep', ttlMs: leaseMs })
  const follow = { db: pool, engine, bus, logger }
  engine.onCommitted(createWaitFollower(follow))
  const looks = [createWaitLook(follow)]
  const keeper = new Keeper({ db: pool, engine, kept, presence, holder, looks, logger })
  const idleLook = new IdleLook({
    redelivery: engine.redelivery,
    queue,
    room: () => worker.room,
    isOnlySource: isShared && settings.redisUrl === null,
    logger,
  })
  return {
    engine,
    worker,
    bus,
    presence,
    queue,
    depth: coordination.depth,
    artifacts,
    async start() {
      await (database.isEmbedded ? closeAllPresences(pool) : closePresencesOfDeadProcesses(pool))
      await keeper.start()
      if (kept !== null) await startWorker(kept, worker, bus)
      if (kept !== null && isShared) idleLook.start()
      engine.timers.start()
    },
    async stop() {
      engine.timers.stop()
      await idleLook.stop()
      await worker.stop()
      await keeper.stop()
      await attempts.close()
      await coordination.close()
    },
  }
}

async function startWorker({ follow }: KeptWorker, worker: WorkerLoop, bus: Bus): Promise<void> {
  await bus.subscribe(workerControlChannel(worker.id), (order) => follow(order as DrainOrder))
  await worker.start()
}

function toKeptWorker(worker: WorkerLoop, { workerGroups, concurrency }: Settings): KeptWorker {
  const identity = {
    id: worker.id,
    hostname: hostname(),
    pid: process.pid,
    version: productVersion,
    workerGroups: workerGroups === 'all' ? ['*'] : workerGroups,
    capacity: concurrency,
  }
  const load = createLoadMeasure(() => worker.used)
  return { worker, identity, load, follow: createDrainFollower(worker) }
}

/** The shared queue is back and may have lost its memory: what the database says is queued goes in again. */
function offerEverything(engine: Engine, logger: Logger): void {
  engine.redelivery.offerForgotten(0).catch((error: unknown) => {
    logger.warn({ event: 'offer_after_recovery_failed', err: error })
  })
}

interface AttemptParts {
  readonly settings: Settings
  readonly database: Database
  readonly logger: Logger
  readonly bus: Bus
  readonly artifacts: ArtifactStore
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
    waits: createStoredWaits({ db: pool, bus, notifier: createLogNotifier(logger) }),
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
