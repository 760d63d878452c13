import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { waitFor } from '../testing/wait-for.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { createLogger } from './logger.ts'
import { findPostmaster } from './stop-stale-postgres.ts'

const logger = createLogger('silent')
let dataDir: string
let running: EmbeddedPostgres[] = []

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'heddle-postgres-'))
})

afterEach(async () => {
  for (const server of running) await server.stop()
  running = []
  rmSync(dataDir, { recursive: true })
})

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, logger })
  running.push(server)
  return server
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

function postmaster(): number {
  const pid = findPostmaster(join(dataDir, 'postgres'))
  if (pid === null) throw new Error('no server runs on the folder')
  return pid
}

test('keeps what was committed when it is killed, and is started again', async () => {
  const server = await start()
  let exits = 0
  server.onExit(() => {
    exits += 1
  })
  await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  process.kill(postmaster(), 'SIGKILL')

  const rows = await waitFor(() => query(server.url, 'SELECT answer FROM kept').catch(() => null), {
    deadlineMs: 20_000,
  })

  expect(rows).toEqual([[42]])
  expect(exits).toBe(1)
})

test('is there again with its data and its address after a stop', async () => {
  const first = await start()
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()
  const second = await start()

  expect(second.url).toBe(first.url)
  expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([[42]])
})

test('takes the place of the server that a killed product left behind', async () => {
  const module = JSON.stringify(join(import.meta.dirname, 'embedded-postgres.ts'))
  const script = `
    const { startEmbeddedPostgres } = await import(${module})
    const logger = { debug() {}, info() {}, warn() {}, error() {} }
    await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, logger })
    process.kill(process.pid, 'SIGKILL')`
  spawnSync(process.execPath, ['--input-type=module', '-e', script])
  const left = postmaster()
  const server = await start()

  expect(postmaster()).not.toBe(left)
  expect(await query(server.url, 'SELECT 1')).toEqual([[1]])
})

test('refuses a folder that another product uses, by name', async () => {
  await start()

  await expect(startEmbeddedPostgres({ dataDir, logger })).rejects.toThrow(/HEDDLE_DATA_DIR.*in use/)
})

test('commits durably and keeps its password to the owner', async () => {
  const { url } = await start()

  expect(await query(url, 'SHOW synchronous_commit')).toEqual([['on']])
  expect(await query(url, 'SHOW fsync')).toEqual([['on']])
  await expect(query(url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/)
})
