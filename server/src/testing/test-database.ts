import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { waitFor } from './wait-for.ts'

export const TEMPLATE_DATABASE = 'heddle_template'

export interface TestDatabase {
  readonly url: string
  readonly pool: pg.Pool
  /** Fails when the test left a connection open, then removes the database. */
  drop(): Promise<void>
}

/** A migrated database of the test file's own. */
export function createTestDatabase(): Promise<TestDatabase> {
  return createDatabase(TEMPLATE_DATABASE)
}

export function createEmptyTestDatabase(): Promise<TestDatabase> {
  return createDatabase('template0')
}

export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await runOnServer(serverUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`))
  const url = databaseUrl(serverUrl, name)
  const pool = new pg.Pool({ connectionString: url, max: 8 })
  // A test may kill connections on purpose; the query that needed one still fails.
  pool.on('error', () => undefined)
  return {
    url,
    pool,
    drop: async () => {
      await pool.end()
      await runOnServer(serverUrl, async (client) => {
        try {
          await untilNobodyIsConnected(client, name)
        } finally {
          await client.query(`DROP DATABASE ${name} WITH (FORCE)`)
        }
      })
    },
  }
}

/** Closing takes the server a moment; what stays after it is a leak of the test or of the code under test. */
async function untilNobodyIsConnected(client: pg.Client, name: string): Promise<void> {
  let left: unknown[] = []
  const askForNone = async () => {
    const { rows } = await client.query(
      `SELECT application_name, state, left(query, 200) AS query FROM pg_stat_activity WHERE datname = $1
          AND backend_type = 'client backend'`,
      [name],
    )
    left = rows
    return left.length === 0
  }
  await waitFor(askForNone, { deadlineMs: 2_000 }).catch(() => {
    throw new Error(`The test left ${left.length} connections open: ${JSON.stringify(left)}`)
  })
}

async function runOnServer(url: string, run: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await run(client)
  } finally {
    await client.end()
  }
}
