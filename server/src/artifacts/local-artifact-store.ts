/** Keeps content on the local disk, below a folder that only Heddle reads. */
import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { makeFolder } from '../ops/make-folder.ts'
import {
  type ArtifactStore,
  ContentMissingError,
  ContentTooLargeError,
  type StoredContent,
  storageKey,
} from './artifact-store.ts'

export function createLocalArtifactStore(folder: string): ArtifactStore {
  const incoming = join(folder, 'incoming')
  makeFolder(incoming, 0o700)
  const pathOf = (key: string) => {
    if (!storageKey.test(key)) throw new ContentMissingError(`${key} is no key of this store`)
    return join(folder, key)
  }
  return {
    put: async (source, { maxBytes }) => {
      // A source may break before it is read; reading it then says so.
      source.on('error', () => undefined)
      const id = randomUUID()
      const temporary = join(incoming, id)
      try {
        const content = await writeContent(source, { path: temporary, maxBytes })
        const key = `${id.slice(0, 2)}/${id}`
        const shelf = dirname(join(folder, key))
        const isNew = (await mkdir(shelf, { recursive: true, mode: 0o700 })) !== undefined
        // The name appears only when the content is whole.
        await rename(temporary, join(folder, key))
        await syncFolder(shelf)
        if (isNew) await syncFolder(folder)
        return { key, ...content }
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
    },
    open: async (key, range) => {
      const file = await open(pathOf(key), 'r').catch((error) => Promise.reject(toMissing(error, key)))
      return file.createReadStream(range ?? {})
    },
    sizeOf: async (key) => {
      const { size } = await stat(pathOf(key)).catch((error) => Promise.reject(toMissing(error, key)))
      return size
    },
    delete: async (key) => {
      if (storageKey.test(key)) await rm(join(folder, key), { force: true })
    },
    health: () => ({ status: 'ok', detail: 'in the data folder', breaker: null }),
  }
}

async function writeContent(
  source: Readable,
  target: { readonly path: string; readonly maxBytes: number },
): Promise<Omit<StoredContent, 'key'>> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const file: FileHandle = await open(target.path, 'wx', 0o600)
  try {
    for await (const chunk of source) {
      const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk)
      sizeBytes += bytes.length
      if (sizeBytes > target.maxBytes) {
        throw new ContentTooLargeError(`The content is larger than ${target.maxBytes} bytes`)
      }
      hash.update(bytes)
      await file.writeFile(bytes)
    }
    // What is committed to the database must be on the disk before.
    await file.datasync()
  } finally {
    await file.close()
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}

/** A name is on the disk for good only with its folder. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function toMissing(error: unknown, key: string): unknown {
  const gone = (error as NodeJS.ErrnoException).code === 'ENOENT'
  return gone ? new ContentMissingError(`The content ${key} is gone`, { cause: error }) : error
}
