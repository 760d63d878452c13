import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEmptyTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { waitFor } from '../testing/wait-for.ts'
import { applyMigrations } from './apply-migrations.ts'
import { createLogger } from './logger.ts'

const logger = createLogger('silent')
let folder: string
let database: TestDatabase

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heddle-migrations-'))
  database = await createEmptyTestDatabase()
  writeMigration('1_first', 'CREATE TABLE first (id int); CREATE INDEX first_id ON first (id);')
})

afterEach(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

function writeMigration(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), sql)
}

const apply = () => applyMigrations({ url: database.url, logger, folder })

test('applies what is missing, once and in order', async () => {
  expect(await apply()).toEqual(['1_first'])
  writeMigration('2_second', 'ALTER TABLE first ADD COLUMN name text;')

  expect(await apply()).toEqual(['2_second'])
  expect(await apply()).toEqual([])
})

test('servers that start at once apply each migration once', async () => {
  const applied = await Promise.all([apply(), apply(), apply()])

  expect(applied.flat()).toEqual(['1_first'])
})

test('keeps nothing of a migration that fails', async () => {
  writeMigration('2_second', 'CREATE TABLE second (id int); SELECT 1 / 0;')

  await expect(apply()).rejects.toMatchObject({ code: 'MIGRATION_FAILED' })
  const { rows } = await database.pool.query(`SELECT to_regclass('second') AS table`)
  expect(rows).toEqual([{ table: null }])
})

test('names a migration that was changed after it had been applied', async () => {
  await apply()
  writeMigration('1_first', 'CREATE TABLE first (id bigint);')

  await expect(apply()).rejects.toMatchObject({ code: 'MIGRATION_CHANGED', message: /1_first/ })
})

test('refuses the database of a newer Heddle', async () => {
  await apply()
  rmSync(join(folder, '1_first'), { recursive: true })

  await expect(apply()).rejects.toMatchObject({ code: 'MIGRATION_UNKNOWN' })
})

test('a connection that breaks while it waits for another server fails the start and nothing else', async () => {
  const other = await database.pool.connect()
  await other.query('SELECT pg_advisory_lock(72707369)')
  const url = new URL(database.url)
  const { hostname, port } = url
  const sockets: Socket[] = []
  const network = createServer((socket) => {
    const server = connect(Number(port), hostname)
    for (const side of [socket, server]) side.on('error', () => undefined)
    socket.pipe(server).pipe(socket)
    sockets.push(socket, server)
  })
  await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve))
  const address = network.address()
  url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const outcome = applyMigrations({ url: url.href, logger, folder }).then(
    () => 'applied',
    () => 'failed',
  )
  const waitingText = `SELECT 1 FROM pg_stat_activity WHERE application_name = 'heddle migrations'
    AND datname = current_database() AND wait_event_type = 'Lock'`
  await waitFor(async () => (await database.pool.query(waitingText)).rows.length > 0)
  for (const socket of sockets) socket.destroy()

  expect(await outcome).toBe('failed')
  network.close()
  other.release(true)
})
