/** Opens the database: the embedded one where nothing is configured, else the one that DATABASE_URL names. */
import { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool, type PoolClient } from 'pg'
import { isUnavailable } from '../engine/database-errors.ts'
import { committingConnections } from '../engine/group-commit.ts'
import { applyMigrations } from '../ops/apply-migrations.ts'
import { startEmbeddedPostgres } from '../ops/embedded-postgres.ts'
import type { Logger } from '../ops/logger.ts'
import type { Breaker } from '../resilience/create-breaker.ts'
import type { Settings } from './env.ts'
import { createDatabaseBreaker, guardPool } from './guard-pool.ts'

export interface Database {
  readonly url: string
  readonly isEmbedded: boolean
  /** For reads and single writes. */
  readonly pool: Pool
  /** For the group commit alone, so that no slow read ever holds up a step. */
  readonly commitPool: Pool
  /** How the reading pool stands. The group commit pauses and repeats by itself and has none. */
  readonly breaker: Breaker
  close(): Promise<void>
}

/** The server ends a statement that takes too long; where it cannot say so, we give up this much later. */
const silenceMs = 5_000
/** When a connection that nobody uses is closed. */
const idleMs = 10_000
/** How long a start waits for a database server that does not answer yet. */
const patienceMs = 60_000

/** `onWaiting` is called where other processes are at work and this one has nothing to do but wait for them. */
export async function openDatabase(
  settings: Settings,
  logger: Logger,
  onWaiting: () => void = () => undefined,
): Promise<Database> {
  const { databaseUrl, dataDir } = settings
  const embedded = databaseUrl === null ? await startEmbeddedPostgres({ dataDir, logger, onWaiting }) : null
  const url = embedded?.url ?? settings.databaseUrl ?? ''
  try {
    await migrateWhenReachable(url, logger)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
  const pools = openPools(url, settings, logger)
  return {
    ...pools,
    url,
    isEmbedded: embedded !== null,
    async close() {
      await pools.close()
      await embedded?.stop()
    },
  }
}

/** Connects to nothing yet. */
export function openPools(
  url: string,
  settings: Pick<Settings, 'database' | 'breakers'>,
  logger: Logger,
): Pick<Database, 'pool' | 'commitPool' | 'breaker' | 'close'> {
  const { connections, timeoutMs } = settings.database
  const breaker = createDatabaseBreaker(settings, logger)
  const limits = `-c statement_timeout=${timeoutMs} -c idle_in_transaction_session_timeout=${timeoutMs}`
  const common = { url, timeoutMs: timeoutMs + silenceMs }
  const pool = guardPool(createPool({ ...common, max: connections, options: limits }, logger), breaker)
  // The statement of the group commit has one good plan, by primary keys. Without this PostgreSQL weighs it anew
  // each time, or settles on reading whole tables while they are small and keeps to that when they are not.
  const plan = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_mergejoin=off'
  const commitOptions = { ...common, max: committingConnections, options: `${plan} ${limits}` }
  const commitPool = createPool(commitOptions, logger)
  const close = async () => {
    await Promise.all([pool.end(), commitPool.end()])
  }
  return { pool, commitPool, breaker, close }
}

async function migrateWhenReachable(url: string, logger: Logger): Promise<void> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    try {
      await applyMigrations({ url, logger })
      return
    } catch (error) {
      if (!isUnavailable(error) || Date.now() > deadline) throw error
      logger.warn({ event: 'database_awaited', err: error })
      await pause(500)
    }
  }
}

interface PoolSettings {
  readonly url: string
  readonly max: number
  readonly options: string
  readonly timeoutMs: number
}

function createPool(settings: PoolSettings, logger: Logger): Pool {
  const pool = new Pool({
    connectionString: settings.url,
    max: settings.max,
    options: settings.options,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: Math.min(idleMs, settings.timeoutMs / 2),
    keepAlive: true,
    application_name: 'heddle',
  })
  // An idle connection that breaks is replaced on next use; without a listener it would end the process.
  pool.on('error', (error) => {
    // What is being closed may be closed from the other side first.
    if (!pool.ending) logger.warn({ event: 'database_connection_lost', error: error.message })
  })
  pool.on('connect', (client) => endWhenSilent(client, settings.timeoutMs))
  return pool
}

/**
 * By the clock of the connection, which costs nothing. With a `query_timeout` of the driver's own what each statement
 * carries outlives it by some collections of garbage: a fan of 1,000 nodes took a tenth more of Node's time.
 */
function endWhenSilent({ connection: { stream } }: PoolClient, timeoutMs: number): void {
  if (!(stream instanceof Socket)) return
  const reason = `The database has not answered for ${timeoutMs / 1000} s`
  stream.setTimeout(timeoutMs, () => stream.destroy(Object.assign(new Error(reason), { code: 'ETIMEDOUT' })))
}
