/** The contract of the port, held by every store. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { DomainError } from '@heddle/core/errors.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestBucket, type TestBucket } from '../testing/test-bucket.ts'
import { waitFor } from '../testing/wait-for.ts'
import { type ArtifactStore, ContentMissingError, ContentTooLargeError } from './artifact-store.ts'
import { createLocalArtifactStore } from './local-artifact-store.ts'
import { createS3ArtifactStore } from './s3-artifact-store.ts'

const MIB = 1024 * 1024
const nowhere = '00/00000000-0000-4000-8000-000000000000'
const folder = mkdtempSync(join(tmpdir(), 'heddle-store-'))
let bucket: TestBucket
let stores: Record<string, { store: ArtifactStore; list: () => string[] }>

beforeAll(async () => {
  bucket = await startTestBucket()
  const root = join(folder, 'artifacts')
  const listFiles = () => readdirSync(root, { recursive: true, encoding: 'utf8' })
  stores = {
    'the local disk': {
      store: createLocalArtifactStore(root),
      list: () => listFiles().filter((name) => /[0-9a-f-]{36}/.test(name)),
    },
    'a bucket': {
      store: createS3ArtifactStore(bucket.options),
      list: () => bucket.list().filter((name) => /[0-9a-f-]{36}/.test(name)),
    },
  }
}, 60_000)
afterAll(async () => {
  await bucket?.dispose()
  rmSync(folder, { recursive: true })
})

const put = (store: ArtifactStore, parts: readonly string[], maxBytes = 1000) =>
  store.put(Readable.from(parts.map((part) => Buffer.from(part))), { maxBytes })

const toSha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

describe.each(['the local disk', 'a bucket'])('%s', (name) => {
  const get = () => {
    const found = stores[name]
    if (found === undefined) throw new Error(`There is no ${name}`)
    return found
  }

  test('gives content back as it was put, whole and in parts, with its size and checksum', async () => {
    const { store } = get()
    const { key, sizeBytes, sha256 } = await put(store, ['hello ', 'wörld'])
    expect({ sizeBytes, sha256 }).toEqual({ sizeBytes: 12, sha256: toSha256('hello wörld') })
    expect(await text(await store.open(key))).toBe('hello wörld')
    expect(await text(await store.open(key, { start: 1, end: 3 }))).toBe('ell')
    expect(await store.sizeOf(key)).toBe(12)
  })

  test('keeps what is empty', async () => {
    const { store } = get()
    const { key, sizeBytes } = await put(store, [])
    expect(sizeBytes).toBe(0)
    expect(await store.sizeOf(key)).toBe(0)
  })

  test('takes large content as it is read, and gives any range of it', { timeout: 60_000 }, async () => {
    const { store } = get()
    const content = randomBytes(20 * MIB + 7)
    const pieces = Array.from({ length: 321 }, (_, at) => content.subarray(at * 65_536, (at + 1) * 65_536))
    const { key, sizeBytes, sha256 } = await store.put(Readable.from(pieces), { maxBytes: 32 * MIB })
    expect({ sizeBytes, sha256 }).toEqual({ sizeBytes: content.length, sha256: toSha256(content) })
    expect(toSha256(await buffer(await store.open(key)))).toBe(sha256)
    const [start, end] = [8 * MIB - 3, 8 * MIB + 4]
    const across = await buffer(await store.open(key, { start, end }))
    expect(across.equals(content.subarray(start, end + 1))).toBe(true)
  })

  test('leaves nothing behind of content beyond the limit, and of a source that breaks', async () => {
    const { store, list } = get()
    const before = list()
    await expect(put(store, ['x'.repeat(500), 'x'.repeat(501)])).rejects.toThrow(ContentTooLargeError)
    const large = Readable.from(Array.from({ length: 200 }, () => Buffer.alloc(65_536)))
    await expect(store.put(large, { maxBytes: 10 * MIB })).rejects.toThrow(ContentTooLargeError)
    const broken = new Readable({ read: () => undefined })
    queueMicrotask(() => broken.destroy(new Error('gone')))
    await expect(store.put(broken, { maxBytes: 10 })).rejects.toThrow('gone')
    expect(list()).toEqual(before)
  })

  test('forgets what is deleted, and minds no key that leads nowhere', async () => {
    const { store } = get()
    const { key } = await put(store, ['to go'])
    await store.delete(key)
    await expect(store.open(key)).rejects.toThrow(ContentMissingError)
    for (const none of [key, nowhere, '../secret', '']) await store.delete(none)
  })

  test.each([[nowhere], ['../secret'], ['/etc/passwd'], ['']])('the key %j leads nowhere', async (key) => {
    const { store } = get()
    await expect(store.open(key)).rejects.toThrow(ContentMissingError)
    await expect(store.sizeOf(key)).rejects.toThrow(ContentMissingError)
  })
})

test('nobody but the owner reads the folder on the disk', () => {
  expect(statSync(join(folder, 'artifacts')).mode & 0o077).toBe(0)
})

test('a bucket that is away says so, is not asked for a while, and is used again when it is back', async () => {
  const store = createS3ArtifactStore(bucket.options)
  const { key } = await put(store, ['kept'])
  await bucket.kill()
  const error = await store.open(key).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(DomainError)
  expect(error).toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    kind: 'unavailable',
    details: { reason: expect.stringMatching(/^bucket heddle-test at 127\.0\.0\.1:\d+: .*ECONNREFUSED/) },
  })
  await expect(put(store, ['lost'])).rejects.toThrow(DomainError)
  expect(store.health()).toMatchObject({ status: 'down', breaker: { name: 'storage', state: 'open' } })
  await bucket.start()
  await waitFor(
    () =>
      store.open(key).then(
        (stream) => text(stream),
        () => null,
      ),
    { what: 'the bucket to be back' },
  )
  expect(store.health()).toMatchObject({ status: 'ok', detail: 'bucket heddle-test' })
})

test('an upload waits for a bucket that is away, whole or in the middle of its parts', {
  timeout: 60_000,
}, async () => {
  const store = createS3ArtifactStore({ ...bucket.options, patienceMs: 30_000 })
  const content = randomBytes(17 * MIB)
  const gate = Promise.withResolvers<void>()
  const inTheMiddle = async function* () {
    yield content.subarray(0, 9 * MIB)
    await gate.promise
    yield content.subarray(9 * MIB)
  }
  const large = store.put(Readable.from(inTheMiddle()), { maxBytes: 32 * MIB })
  await bucket.kill()
  gate.resolve()
  const small = put(store, ['small'])
  await waitFor(() => store.health().status === 'down')
  await bucket.start()
  expect(await text(await store.open((await small).key))).toBe('small')
  const { key, sha256 } = await large
  expect(toSha256(await buffer(await store.open(key)))).toBe(sha256)
})

test('a bucket that is not there, or keys that do not fit, are told with the reason', async () => {
  const missing = createS3ArtifactStore({ ...bucket.options, bucket: 'another' })
  await expect(put(missing, ['x'])).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
    details: { reason: expect.stringContaining('bucket another') },
  })
  const stranger = createS3ArtifactStore({ ...bucket.options, accessKey: 'NOBODY' })
  await expect(put(stranger, ['x'])).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
  expect(stranger.health().status).toBe('ok')
  const detail = await waitFor(() => {
    const { status, detail: words } = missing.health()
    return status === 'down' ? words : null
  })
  expect(detail).toBe('bucket another does not exist')
})
