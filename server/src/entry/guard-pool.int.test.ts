/** What readers and writers see of a database that goes, hangs and comes back. */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { toDomainError } from '../api/error-map.ts'
import { isUnavailable } from '../engine/database-errors.ts'
import { committingConnections } from '../engine/group-commit.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../ops/embedded-postgres.ts'
import { createLogger } from '../ops/logger.ts'
import { runInTransactionOf } from '../store/run-in-transaction.ts'
import { waitFor } from '../testing/wait-for.ts'
import { openPools } from './database.ts'
import { readSettings } from './env.ts'

const logger = createLogger('silent')
const settings = readSettings({
  HEDDLE_DB_POOL: '3',
  HEDDLE_DB_TIMEOUT_MS: '500',
  HEDDLE_BREAKER_FAILURES: '4',
  HEDDLE_BREAKER_RESET_MS: '300',
  HEDDLE_RETRIES: '2',
})

let dataDir: string
let postgres: EmbeddedPostgres
let pools: ReturnType<typeof openPools>
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'heddle-guard-'))
  postgres = await startEmbeddedPostgres({ dataDir, logger })
  pools = openPools(postgres.url, settings, logger)
})
beforeEach(async () => {
  await waitFor(() => ask().then(Boolean, () => false), { what: 'the database to answer' })
})
afterAll(async () => {
  await pools?.close()
  await postgres?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const ask = () => pools.pool.query('SELECT 1')
const failure = (answer: Promise<unknown>): Promise<Error> =>
  answer.then(
    () => new Error('It answered'),
    (error: Error) => error,
  )

test('wrong statements, broken rules and slow ones are answers: nothing is held back for them', async () => {
  for (let count = 0; count < 5; count += 1) {
    expect((await failure(pools.pool.query('SELECT nothing'))).message).toContain('does not exist')
    expect((await failure(pools.pool.query('SELECT pg_sleep(5)'))).message).toContain('statement timeout')
  }
  expect(pools.breaker.view()).toMatchObject({ state: 'closed', failures: 0 })
})

test('while it is away everybody is told so at once, and it is used again as soon as it is back', async () => {
  const { url } = postgres
  await postgres.stop()
  await waitFor(async () => {
    await failure(ask())
    return pools.breaker.view().state === 'open'
  })
  const times: number[] = []
  for (const refused of [ask, () => runInTransactionOf(pools.pool)(async () => null), ask, ask, ask]) {
    const startedAt = performance.now()
    const error = await failure(refused())
    times.push(performance.now() - startedAt)
    expect(isUnavailable(error)).toBe(true)
    expect(toDomainError(error).code).toBe('DATABASE_UNAVAILABLE')
  }
  // The quickest one, since the machine may be busy with something else meanwhile.
  expect(Math.min(...times)).toBeLessThan(50)
  postgres = await startEmbeddedPostgres({ dataDir, logger })
  expect(postgres.url).toBe(url)
  await waitFor(() => ask().then(Boolean, () => false), {
    what: 'the database to be used again',
  })
  expect(pools.breaker.view()).toMatchObject({ state: 'closed', failures: 0, retryAt: null })
})

test('a statement is given up when the server hangs and cannot say that its time is up', async () => {
  await pools.commitPool.query('SELECT 1')
  const pid = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
  for (const child of children) process.kill(child, 'SIGSTOP')
  try {
    const asked = [pools.pool, pools.commitPool].map((pool) => failure(pool.query('SELECT 1')))
    expect((await Promise.all(asked)).map(isUnavailable)).toEqual([true, true])
  } finally {
    for (const child of children) process.kill(child, 'SIGCONT')
  }
}, 30_000)

test('the pool is as large as it is set to', () => {
  expect([pools.pool.options.max, pools.commitPool.options.max]).toEqual([3, committingConnections])
})
