/** The embedded database of a started product, for tests that change what is stored behind its back. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { clusterUrl } from '../ops/postgres-cluster.ts'

export function openProductDatabase(dataDir: string): pg.Pool {
  const { port, password } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'))
  const pool = new pg.Pool({ connectionString: clusterUrl({ port, password }), max: 2 })
  pool.on('error', () => undefined)
  return pool
}
