import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings } from './env.ts'

const inUse = (env: Record<string, string>, name: string) =>
  readSettings(env).inUse.find((setting) => setting.name === name)

test.each([
  ['PORT', {}, '4400', 'default'],
  ['PORT', { PORT: '4500' }, '4500', 'environment'],
  ['HEDDLE_MAX_ARTIFACT', {}, '1GiB', 'default'],
  ['HEDDLE_MAX_INPUT', { HEDDLE_MAX_INPUT: '64KiB' }, '64KiB', 'environment'],
  ['REDIS_URL', {}, null, 'default'],
])('%s with %j is shown as %s from the %s', (...[name, env, value, source]) => {
  expect(inUse(env, name)).toEqual({ name, value, source })
})

const secret = 'do-not-tell-anybody'
const everySecret = {
  DATABASE_URL: `postgresql://heddle:${secret}@db.internal:5432/heddle?password=${secret}`,
  REDIS_URL: `redis://:${secret}@redis.internal:6379/2`,
  HEDDLE_API_KEY: secret,
  HEDDLE_ENCRYPTION_KEY: secret,
  HEDDLE_S3_BUCKET: 'artifacts',
  HEDDLE_S3_ENDPOINT: `https://me:${secret}@storage.internal`,
  HEDDLE_S3_ACCESS_KEY: secret,
  HEDDLE_S3_SECRET_KEY: secret,
  HEDDLE_ALERT_WEBHOOK: `https://hooks.example.org/${secret}`,
}

test('no secret is ever shown, only where things are and that a secret is set', () => {
  expect(JSON.stringify(readSettings(everySecret).inUse)).not.toContain(secret)
  expect(inUse(everySecret, 'DATABASE_URL')?.value).toBe('postgresql://db.internal:5432/heddle')
  expect(inUse(everySecret, 'REDIS_URL')?.value).toBe('redis://redis.internal:6379/2')
  expect(inUse(everySecret, 'HEDDLE_API_KEY')?.value).toBe('hidden')
})

test('every variable stands in the guide, and the guide names no other', async () => {
  const guide = await readFile(join(import.meta.dirname, '../../../docs/guides/settings.md'), 'utf8')
  const rows = guide.split('\n').filter((line) => line.startsWith('| `'))
  const named = rows.flatMap((row) => (row.split('|')[1] ?? '').match(/[A-Z0-9_]+/g) ?? [])
  expect(named.sort()).toEqual(
    readSettings({})
      .inUse.map(({ name }) => name)
      .sort(),
  )
})
