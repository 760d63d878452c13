import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { applyMigrations } from '../ops/apply-migrations.ts'
import { startEmbeddedPostgres } from '../ops/embedded-postgres.ts'
import { createLogger } from '../ops/logger.ts'
import { databaseUrl, TEMPLATE_DATABASE } from './test-database.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}

/** One PostgreSQL for all integration tests, with a migrated database that each test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'heddle-int-'))
  const logger = createLogger('warn')
  const postgres = await startEmbeddedPostgres({ dataDir, logger })
  const teardown = async () => {
    await postgres.stop()
    rmSync(dataDir, { recursive: true })
  }
  try {
    const client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
    await client.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`)
    await client.end()
    await applyMigrations({ url: databaseUrl(postgres.url, TEMPLATE_DATABASE), logger })
  } catch (error) {
    await teardown()
    throw error
  }
  project.provide('postgresUrl', postgres.url)
  return teardown
}
