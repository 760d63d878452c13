/** Opens the database: the embedded one where nothing is configured, else the one that DATABASE_URL names. */
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'pg'
import { isUnavailable } from '../engine/database-errors.ts'
import { committingConnections } from '../engine/group-commit.ts'
import { applyMigrations } from '../ops/apply-migrations.ts'
import { startEmbeddedPostgres } from '../ops/embedded-postgres.ts'
import type { Logger } from '../ops/logger.ts'
import type { Settings } from './env.ts'

export interface Database {
  readonly url: string
  readonly isEmbedded: boolean
  /** For reads and single writes. */
  readonly pool: Pool
  /** For the group commit alone, so that no slow read ever holds up a step. */
  readonly commitPool: Pool
  close(): Promise<void>
}

const readingConnections = 10
/** How long a start waits for a database server that does not answer yet. */
const patienceMs = 60_000

export async function openDatabase(settings: Settings, logger: Logger): Promise<Database> {
  const embedded =
    settings.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: settings.dataDir, logger }) : null
  const url = embedded?.url ?? settings.databaseUrl ?? ''
  try {
    await migrateWhenReachable(url, logger)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
  const pool = createPool({ url, max: readingConnections, options: '-c statement_timeout=30000' }, logger)
  // The statement of the group commit has one good plan, by primary keys. Without this PostgreSQL weighs it anew
  // each time, or settles on reading whole tables while they are small and keeps to that when they are not.
  const commitOptions =
    '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_mergejoin=off -c statement_timeout=30000'
  const commitPool = createPool({ url, max: committingConnections, options: commitOptions }, logger)
  return {
    url,
    isEmbedded: embedded !== null,
    pool,
    commitPool,
    async close() {
      await Promise.all([pool.end(), commitPool.end()])
      await embedded?.stop()
    },
  }
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

function createPool(settings: { url: string; max: number; options: string }, logger: Logger): Pool {
  const pool = new Pool({
    connectionString: settings.url,
    max: settings.max,
    options: settings.options,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    application_name: 'heddle',
  })
  // An idle connection that breaks is replaced on next use; without a listener it would end the process.
  pool.on('error', (error) => logger.warn({ event: 'database_connection_lost', error: error.message }))
  return pool
}
