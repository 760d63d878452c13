import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Logger } from './logger.ts'

export type MigrationErrorCode =
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_FAILED'
  | 'MIGRATION_UNFINISHED'
  | 'MIGRATION_UNKNOWN'

/** The database and the migrations of this Heddle do not fit together; the message says how to mend it. */
export class MigrationError extends Error {
  readonly code: MigrationErrorCode

  constructor(code: MigrationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MigrationError'
    this.code = code
  }
}

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

interface AppliedMigration {
  readonly migration_name: string
  readonly checksum: string
  readonly finished_at: Date | null
}

const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../../prisma/migrations')

// The number that Prisma's own commands lock, so that they and a starting server never migrate at once.
const LOCK = 72707369

// Prisma's table, column for column: its `migrate status` reads what is written here.
const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`

/**
 * Applies the migrations that the database does not have yet, in order, each in one transaction, and returns
 * their names. Servers that start at once wait for each other. What was applied must be unchanged.
 */
export async function applyMigrations(options: {
  url: string
  logger: Logger
  folder?: string
}): Promise<string[]> {
  const { url, logger, folder = MIGRATIONS_FOLDER } = options
  const client = new pg.Client({ connectionString: url, application_name: 'heddle migrations' })
  // The statement that is under way tells of a connection that breaks; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query(CREATE_TABLE)
    const pending = findPending(readMigrations(folder), await listApplied(client))
    for (const migration of pending) {
      await applyMigration(client, migration)
      logger.info({ event: 'migration_applied', migration: migration.name })
    }
    return pending.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

async function listApplied(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name, checksum, finished_at
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  return rows
}

function findPending(migrations: Migration[], applied: AppliedMigration[]): Migration[] {
  const byName = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { migration_name: name, checksum, finished_at: finishedAt } of applied) {
    const migration = byName.get(name)
    if (migration === undefined) {
      throw new MigrationError(
        'MIGRATION_UNKNOWN',
        `The database has the migration ${name}, which this Heddle does not know: start the newer Heddle that made it`,
      )
    }
    if (finishedAt === null) {
      throw new MigrationError(
        'MIGRATION_UNFINISHED',
        `The migration ${name} was begun and not finished: resolve it with \`prisma migrate resolve\``,
      )
    }
    if (migration.checksum !== checksum) {
      throw new MigrationError(
        'MIGRATION_CHANGED',
        `The migration ${name} was changed after it had been applied: restore the file, and write a new migration`,
      )
    }
  }
  const done = new Set(applied.map((row) => row.migration_name))
  return migrations.filter(({ name }) => !done.has(name))
}

async function applyMigration(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN')
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MigrationError('MIGRATION_FAILED', `The migration ${name} failed: ${reason}`, { cause })
  }
}
