import { expect, test } from 'vitest'
import { readSettings } from './env.ts'

test('without any setting the defaults of the contract hold', () => {
  expect(readSettings({})).toMatchObject({
    port: 4400,
    host: '127.0.0.1',
    dataDir: expect.stringMatching(/\/\.heddle$/),
    databaseUrl: null,
    redisUrl: null,
    concurrency: 32,
    apiKey: null,
    logLevel: 'info',
    checkpoints: { everyEvents: 1_000, keepHours: 72 },
    limits: { documentBytes: 32 * 1024 * 1024, artifactBytes: 1024 ** 3 },
  })
})

test('an empty value counts as absent', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 4400, databaseUrl: null })
})

test('an absolute data folder is taken as it is', () => {
  expect(readSettings({ HEDDLE_DATA_DIR: '/srv/heddle' }).dataDir).toBe('/srv/heddle')
})

test.each(['server', 'worker'] as const)('a %s alone needs a database that it shares', (role) => {
  expect(() => readSettings({}, role)).toThrow(/^DATABASE_URL must name .* that this (server|worker) shares/)
  expect(readSettings({ DATABASE_URL: 'postgresql://host/db' }, role)).toMatchObject({ role, workerPort: 0 })
})

test('a worker serves the groups it is given, the default one on a shared database, and all on its own', () => {
  const shared = { DATABASE_URL: 'postgresql://host/db' }
  expect(readSettings({}).workerGroups).toBe('all')
  expect(readSettings(shared).workerGroups).toEqual(['default'])
  expect(readSettings({ ...shared, HEDDLE_WORKER_GROUPS: 'gpu, big' }).workerGroups).toEqual(['gpu', 'big'])
})

test('sizes have units', () => {
  expect(readSettings({ HEDDLE_MAX_INPUT: '64KiB' }).limits.inputBytes).toBe(65_536)
})

test.each([
  ['PORT', '80a', 'whole number from 0 to 65535'],
  ['PORT', '70000', 'whole number from 0 to 65535'],
  ['HEDDLE_CONCURRENCY', '0', 'whole number from 1 to 10000'],
  ['DATABASE_URL', 'mysql://host/db', 'postgresql://'],
  ['REDIS_URL', 'localhost:6379', 'redis://'],
  ['LOG_LEVEL', 'loud', 'one of fatal, error'],
  ['HEDDLE_MAX_DOCUMENT', '5 apples', 'a size like'],
  ['HEDDLE_PUBLIC_URL', 'heddle.example.org', 'https://'],
  ['HEDDLE_WORKER_GROUPS', ',', 'names of worker groups'],
  ['HEDDLE_PROXY_HOPS', '11', 'whole number from 0 to 10'],
  ['HEDDLE_BALANCER_TARGETS', 'http://one:4400,two:4400', 'addresses of servers'],
  ['HEDDLE_DB_POOL', '0', 'whole number from 1 to 500'],
  ['HEDDLE_BREAKER_FAILURES', 'five', 'whole number from 1 to 1000'],
  ['HEDDLE_HTTP_BREAKER', 'maybe', 'on or off'],
  ['HEDDLE_S3_ENDPOINT', 's3.example.org', 'https://'],
  ['HEDDLE_API_KEY', 'a key', 'without spaces'],
])('%s=%s stops the start with one line that names it', (name, value, mend) => {
  let message = ''
  try {
    readSettings({ [name]: value })
  } catch (error) {
    message = String(error)
  }
  expect(message).toContain(`${name} must`)
  expect(message).toContain(mend)
  expect(message).not.toContain('\n')
})

test('a bucket without its keys stops the start with the name of the first that is missing', () => {
  const env = { HEDDLE_S3_BUCKET: 'artifacts', HEDDLE_S3_SECRET_KEY: 'x' }
  expect(() => readSettings(env)).toThrow('HEDDLE_S3_ACCESS_KEY must be set where HEDDLE_S3_BUCKET is')
  expect(readSettings({ ...env, HEDDLE_S3_ACCESS_KEY: 'y' }).s3).toMatchObject({
    endpoint: null,
    bucket: 'artifacts',
    region: 'us-east-1',
  })
})
