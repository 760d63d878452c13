/** Whether everything answers. Asked often and by anybody, so it costs one small statement and never hangs. */
import { setTimeout as sleep } from 'node:timers/promises'
import { countLiveWorkers } from '../../store/count-live-workers.ts'
import type { Queryable } from '../../store/queryable.ts'
import type { HealthReport } from '../context.ts'

type Part = HealthReport['parts']['database']

export interface HealthDeps {
  readonly db: Queryable
  readonly isEmbedded: boolean
  /** Null where there is no Redis. */
  readonly redis: (() => { readonly status: 'ok' | 'degraded'; readonly detail: string }) | null
  /** Tasks that wait for a slot. */
  readonly countQueued: () => number
}

const PATIENCE_MS = 2_000

export function createHealthCheck(deps: HealthDeps): () => Promise<HealthReport> {
  const mode = deps.redis !== null ? 'postgres+redis' : deps.isEmbedded ? 'embedded' : 'postgres'
  return async () => {
    const { database, workers } = await askDatabase(deps.db)
    const redis = askRedis(deps.redis)
    const queue: Part = { status: 'ok', detail: `${deps.countQueued()} waiting` }
    const parts = { database, redis, queue, workers }
    const isAnyDown = Object.values(parts).some((part) => part.status === 'down')
    return { status: database.status === 'down' ? 'down' : isAnyDown ? 'degraded' : 'ok', mode, parts }
  }
}

async function askDatabase(db: Queryable): Promise<{ database: Part; workers: Part }> {
  const giveUp = new AbortController()
  try {
    const late = sleep(PATIENCE_MS, null, { signal: giveUp.signal }).catch(() => null)
    const live = await Promise.race([countLiveWorkers(db), late])
    if (live === null) throw new Error(`no answer within ${PATIENCE_MS} ms`)
    return {
      database: { status: 'ok' },
      workers: { status: live > 0 ? 'ok' : 'down', detail: `${live} live` },
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { database: { status: 'down', detail }, workers: { status: 'down', detail: 'unknown' } }
  } finally {
    giveUp.abort()
  }
}

/** A bus that is down costs latency and loses nothing: the whole is degraded by it, not down. */
function askRedis(redis: HealthDeps['redis']): Part {
  if (redis === null) return { status: 'unused' }
  const { status, detail } = redis()
  return { status: status === 'ok' ? 'ok' : 'down', detail }
}
