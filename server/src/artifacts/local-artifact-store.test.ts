import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { ContentMissingError, ContentTooLargeError } from './artifact-store.ts'
import { createLocalArtifactStore } from './local-artifact-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'heddle-store-'))
const store = createLocalArtifactStore(join(folder, 'artifacts'))
afterAll(() => rmSync(folder, { recursive: true }))

const put = (parts: readonly string[], maxBytes = 1000) =>
  store.put(Readable.from(parts.map((part) => Buffer.from(part))), { maxBytes })

test('content comes back as it was put, whole and in parts, with its size and checksum', async () => {
  const { key, sizeBytes, sha256 } = await put(['hello ', 'wörld'])
  expect({ sizeBytes, sha256 }).toEqual({
    sizeBytes: 12,
    sha256: createHash('sha256').update('hello wörld').digest('hex'),
  })
  expect(await text(await store.open(key))).toBe('hello wörld')
  expect(await text(await store.open(key, { start: 1, end: 3 }))).toBe('ell')
  expect(await store.sizeOf(key)).toBe(12)
})

test('content beyond the limit, and a source that breaks, leave nothing behind', async () => {
  await expect(put(['x'.repeat(500), 'x'.repeat(501)])).rejects.toThrow(ContentTooLargeError)
  const broken = new Readable({ read: () => undefined })
  queueMicrotask(() => broken.destroy(new Error('gone')))
  await expect(store.put(broken, { maxBytes: 10 })).rejects.toThrow('gone')
  expect(readdirSync(join(folder, 'artifacts', 'incoming'))).toEqual([])
})

test.each([['00/00000000-0000-4000-8000-000000000000'], ['../secret'], ['/etc/passwd'], ['']])(
  'the key %j leads nowhere',
  async (key) => {
    await expect(store.open(key)).rejects.toThrow(ContentMissingError)
  },
)

test('nobody but the owner reads the folder', () => {
  expect(statSync(join(folder, 'artifacts')).mode & 0o077).toBe(0)
})
