/** The state of each part, as `/health` tells it. Asks the database with little patience: a probe must not hang. */
import type { HealthPart, HealthReport } from '../api/system/health-shape.ts'
import { hostBreakers } from '../nodes/http/host-breakers.ts'
import { timeToLiveMs } from '../presence/presence.ts'
import type { BreakerView } from '../resilience/breaker-view.ts'
import { countLiveWorkers } from '../store/count-live-workers.ts'
import type { Database } from './database.ts'
import { listPartBreakers } from './describe-system.ts'
import type { Settings } from './env.ts'
import type { RunningWorker } from './run-worker.ts'

const patienceMs = 2000

export async function checkHealth(
  settings: Settings,
  database: Database,
  running: RunningWorker,
): Promise<HealthReport> {
  const [workers, queue] = await Promise.all([
    withPatience(countLiveWorkers(database.pool, timeToLiveMs)),
    checkQueue(running),
  ])
  const parts = {
    database: workers === null ? databaseDown : toDatabasePart(database),
    redis: checkRedis(settings, running),
    queue,
    workers: toWorkersPart(workers, settings, running),
    ...(settings.s3 !== null && { storage: checkStorage(running) }),
  }
  return {
    status: toStatus(parts),
    mode: toMode(settings),
    parts,
    breakers: [...listPartBreakers(database, running).map(toPublic), ...toHostsInTrouble()],
  }
}

/** Nothing goes on without the database; whatever else is away makes things slower. */
function toStatus({ database, redis, queue, storage }: HealthReport['parts']): HealthReport['status'] {
  if (database.status === 'down') return 'down'
  const isAllWell = [redis, queue, storage].every((part) => part === undefined || isWell(part))
  return isAllWell ? 'ok' : 'degraded'
}

function isWell({ status }: HealthPart): boolean {
  return status === 'ok' || status === 'unused'
}

function toMode({ databaseUrl, redisUrl }: Settings): HealthReport['mode'] {
  if (databaseUrl === null) return 'embedded'
  return redisUrl === null ? 'postgres' : 'postgres+redis'
}

const databaseDown: HealthPart = {
  status: 'down',
  detail: 'The database does not answer; running nodes go on and wait for it',
}

function toDatabasePart({ isEmbedded, pool }: Database): HealthPart {
  const used = `${pool.totalCount - pool.idleCount} of ${pool.options.max} connections used`
  return { status: 'ok', detail: `${isEmbedded ? 'embedded' : 'server'}, ${used}` }
}

function checkRedis({ redisUrl }: Settings, { bus }: RunningWorker): HealthPart {
  if (redisUrl === null) return { status: 'unused' }
  const { status, detail } = bus.health()
  if (status === 'ok') return { status, detail }
  return { status: 'down', detail: `${detail}; everything goes on through the database, a little slower` }
}

async function checkQueue({ queue, depth: readDepth }: RunningWorker): Promise<HealthPart> {
  const { status } = queue.health()
  const depth = await withPatience(readDepth())
  const waiting = depth === null ? 'it is not known how many wait' : `${depth.tasks} waiting`
  // Its own words may name hosts, and anybody may read this.
  const instead = 'the shared queue does not answer, workers find their tasks in the database'
  return { status, detail: status === 'ok' ? waiting : `${waiting}; ${instead}` }
}

function toWorkersPart(workers: number | null, { role }: Settings, { worker }: RunningWorker): HealthPart {
  const live = `${workers ?? 'unknown'} live`
  const here = `${worker.used} of ${worker.capacity} slots used here`
  return { status: workers === 0 ? 'down' : 'ok', detail: role === 'server' ? live : `${live}, ${here}` }
}

function checkStorage({ artifacts }: RunningWorker): HealthPart {
  const { status, detail } = artifacts.health()
  return { status, detail }
}

/** Anybody may read this: no addresses and no errors. */
function toPublic({ name, state, since, failures }: BreakerView): HealthReport['breakers'][number] {
  return { name, state, since, failures }
}

/** The hosts that nodes ask are the users' own affair: only that there are some is told. */
function toHostsInTrouble(): HealthReport['breakers'] {
  const open = hostBreakers.views().filter(({ state }) => state !== 'closed')
  const [worst] = open.sort((a, b) => b.failures - a.failures)
  return worst === undefined ? [] : [{ ...toPublic(worst), name: `hosts that nodes ask: ${open.length}` }]
}

async function withPatience<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs)
  })
  try {
    return await Promise.race([answer, tooLate])
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
