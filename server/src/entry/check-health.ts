/** The state of each part, as `/health` tells it. Asks the database with little patience: a probe must not hang. */
import type { HealthReport } from '../api/context.ts'
import { timeToLiveMs } from '../presence/presence.ts'
import { countLiveWorkers } from '../store/count-live-workers.ts'
import type { Database } from './database.ts'
import type { Settings } from './env.ts'
import type { RunningWorker } from './run-worker.ts'

const patienceMs = 2000

export async function checkHealth(
  settings: Settings,
  database: Database,
  running: RunningWorker,
): Promise<HealthReport> {
  const workers = await withPatience(countLiveWorkers(database.pool, timeToLiveMs))
  const isDatabaseUp = workers !== null
  const bus = running.bus.health()
  const redis =
    settings.redisUrl === null
      ? ({ status: 'unused' } as const)
      : ({ status: bus.status === 'ok' ? 'ok' : 'down', detail: bus.detail } as const)
  return {
    status: isDatabaseUp ? (redis.status === 'down' ? 'degraded' : 'ok') : 'down',
    mode: toMode(settings),
    parts: {
      database: isDatabaseUp
        ? { status: 'ok', detail: database.isEmbedded ? 'embedded' : 'server' }
        : { status: 'down', detail: 'The database does not answer; running nodes go on and wait for it' },
      redis,
      queue: toQueuePart(running.queue.health()),
      workers: { status: workers === 0 ? 'down' : 'ok', detail: toWorkersDetail(workers, settings, running) },
    },
  }
}

function toMode({ databaseUrl, redisUrl }: Settings): HealthReport['mode'] {
  if (databaseUrl === null) return 'embedded'
  return redisUrl === null ? 'postgres' : 'postgres+redis'
}

function toWorkersDetail(workers: number | null, { role }: Settings, { worker }: RunningWorker): string {
  const live = `${workers ?? 'unknown'} live`
  return role === 'server' ? live : `${live}, ${worker.used} of ${worker.capacity} slots used here`
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

/** Degraded is a part that is down while another one stands in for it. */
function toQueuePart({ status, detail }: { status: 'ok' | 'degraded'; detail: string }) {
  return { status: status === 'ok' ? 'ok' : 'down', detail } as const
}
