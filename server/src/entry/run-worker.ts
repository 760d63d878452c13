/** Builds everything that runs nodes, once, and hands it down: engine, worker loop, presence, sweep. */
import { hostname } from 'node:os'
import type { ArtifactStore } from '../artifacts/artifact-store.ts'
import type { Bus } from '../bus/bus.ts'
import type { Engine } from '../engine/engine.ts'
import { IdleLook } from '../engine/idle-look.ts'
import { Keeper, type KeptWorker } from '../engine/keeper.ts'
import { Nesting } from '../nesting/nesting.ts'
import { hostBreakers } from '../nodes/http/host-breakers.ts'
import type { Logger } from '../ops/logger.ts'
import { closeAllPresences, closePresencesOfDeadProcesses } from '../presence/close-dead-presences.ts'
import { createHolder } from '../presence/holder.ts'
import { createLoadLook } from '../presence/load-look.ts'
import { createLoadMeasure } from '../presence/measure-load.ts'
import { type Presence, setTimeToLive } from '../presence/presence.ts'
import { readMachine } from '../presence/read-machine.ts'
import { createDrainFollower, workerControlChannel } from '../presence/worker-control.ts'
import type { TaskQueue } from '../queue/task-queue.ts'
import type { DrainOrder } from '../store/worker-presence.ts'
import { createKeyEvaluation } from '../worker/evaluate-keys.ts'
import { WorkerLoop } from '../worker/worker-loop.ts'
import type { Coordination } from './coordination.ts'
import type { Database } from './database.ts'
import type { Settings } from './env.ts'
import { openArtifactStore } from './open-artifact-store.ts'
import { openAttempts } from './open-attempts.ts'
import { openCoordination } from './open-coordination.ts'
import { openEngine } from './open-engine.ts'
import { openLimits } from './open-limits.ts'
import { openStateCare } from './open-state-care.ts'
import { openWaits } from './open-waits.ts'
import { productVersion } from './product-version.ts'

/** How long a process that vanished keeps others from its periodic looks. */
const leaseMs = ({ presenceTtlMs }: Settings) => Math.round((presenceTtlMs * 5) / 6)

export interface RunningWorker {
  readonly engine: Engine
  readonly worker: WorkerLoop
  readonly bus: Bus
  readonly presence: Presence
  readonly queue: TaskQueue
  /** What waits for the workers of all processes. */
  readonly depth: Coordination['depth']
  readonly artifacts: ArtifactStore
  /** Attempts that may run here at once; none in a server that leaves the nodes to workers. */
  readonly slots: number
  /** Recovers what an earlier process left, then takes work. */
  start(): Promise<void>
  /** Hands running attempts back and says goodbye. */
  stop(): Promise<void>
}

export async function createWorker(
  settings: Settings,
  database: Database,
  logger: Logger,
): Promise<RunningWorker> {
  const { pool } = database
  const coordination = await openCoordination(settings, database, logger)
  const { bus, queue, presence, lock } = coordination
  const isShared = !database.isEmbedded
  const holderOf = (name: string) => createHolder(lock, { name, ttlMs: leaseMs(settings) })
  const timersHolder = holderOf('timers')
  const { engine, ownership } = openEngine({ database, coordination, timersHolder, logger })
  await prepareForFailure(settings, { engine, bus })
  const care = openStateCare({ settings, database, engine, bus, logger })
  const artifacts = await openArtifactStore(settings, logger)
  hostBreakers.configure(settings.breakers)
  const nestingDeps = { db: pool, engine, logger }
  const attempts = openAttempts({ settings, database, logger, bus, artifacts, nesting: nestingDeps })
  const evaluateKeys = createKeyEvaluation({ engine, ...attempts })
  const limits = openLimits({ pool, engine, evaluateKeys, logger })
  const worker = new WorkerLoop({
    ...{ engine, queue, bus, limits, logger },
    runAttempt: attempts.runAttempt,
    capacity: settings.concurrency,
    groups: settings.workerGroups,
  })
  // A server that runs no nodes is no worker to anybody: it sweeps, and takes nothing.
  const kept = settings.role === 'server' ? null : toKeptWorker(worker, settings)
  const nesting = new Nesting(nestingDeps)
  engine.onCommitted((batch) => nesting.onCommitted(batch))
  const waits = openWaits({ db: pool, engine, bus, logger })
  const load = createLoadLook({ db: pool, depth: coordination.depth })
  const looks = [waits, () => nesting.look(), ...limits.looks, attempts.look, load]
  const keeper = new Keeper({ db: pool, engine, kept, presence, holder: holderOf('sweep'), looks, logger })
  const isOnlySource = isShared && settings.redisUrl === null
  const room = () => worker.room
  const idleLook = new IdleLook({ redelivery: engine.redelivery, queue, room, isOnlySource, logger })
  return {
    engine,
    worker,
    bus,
    presence,
    queue,
    depth: coordination.depth,
    artifacts,
    slots: kept === null ? 0 : settings.concurrency,
    async start() {
      await (database.isEmbedded ? closeAllPresences(pool) : closePresencesOfDeadProcesses(pool))
      await ownership?.start()
      await care.start()
      await keeper.start()
      if (kept !== null) await startWorker(kept, worker, bus)
      if (kept !== null && isShared) idleLook.start()
      engine.timers.start()
    },
    async stop() {
      engine.timers.stop()
      limits.stop()
      await idleLook.stop()
      await nesting.close()
      await worker.stop()
      ownership?.stop()
      await keeper.stop()
      await care.stop()
      await attempts.close()
      await coordination.close()
    },
  }
}

/** What tests of failure change before anything starts. */
async function prepareForFailure(settings: Settings, parts: { engine: Engine; bus: Bus }): Promise<void> {
  const { chaos, presenceTtlMs } = settings
  setTimeToLive(presenceTtlMs)
  if (chaos?.plant) (await import('../chaos/plant-bug.ts')).plantBug(chaos.plant, parts)
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
    machine: readMachine(),
    version: productVersion,
    workerGroups: workerGroups === 'all' ? ['*'] : workerGroups,
    capacity: concurrency,
  }
  const load = createLoadMeasure(() => worker.used)
  return { worker, identity, load, follow: createDrainFollower(worker) }
}
