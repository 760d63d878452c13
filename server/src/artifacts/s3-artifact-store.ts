/**
 * Keeps content in a bucket of any storage that speaks S3. What fits into one part is sent in one request, more in
 * parts as it is read, so that an upload holds one part in memory. Each request carries a checksum; the content
 * has its name only when it is whole.
 */
import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
} from '@aws-sdk/client-s3'
import { bulkhead } from 'cockatiel'
import { type ArtifactStore, ContentMissingError, storageKey } from './artifact-store.ts'
import { type Bucket, type BucketOptions, openBucket } from './bucket.ts'
import { uploadContent } from './upload-content.ts'

/** Each holds a part in memory. */
const UPLOADS_AT_ONCE = 16
const PROBE_EVERY_MS = 5_000

export function createS3ArtifactStore(options: BucketOptions): ArtifactStore {
  const bucket = openBucket(options)
  const uploads = bulkhead(UPLOADS_AT_ONCE, Number.POSITIVE_INFINITY)
  const probe = createProbe(bucket)
  const locate = (key: string) => {
    if (!storageKey.test(key)) throw new ContentMissingError(`${key} is no key of this store`)
    return { Bucket: bucket.name, Key: key }
  }
  return {
    put: (source, { maxBytes }) => {
      // A source may break before it is read; reading it then says so.
      source.on('error', () => undefined)
      return uploads.execute(async () => {
        const id = randomUUID()
        const key = `${id.slice(0, 2)}/${id}`
        return { key, ...(await uploadContent(bucket, { key, source, maxBytes })) }
      })
    },
    open: async (key, range) => {
      const part = range && { Range: `bytes=${range.start}-${range.end}` }
      const command = new GetObjectCommand({ ...locate(key), ...part })
      const { Body } = await bucket.ask((client, options) => client.send(command, options))
      return Body as Readable
    },
    sizeOf: async (key) => {
      const command = new HeadObjectCommand(locate(key))
      const { ContentLength } = await bucket.ask((client, options) => client.send(command, options))
      return ContentLength ?? 0
    },
    delete: async (key) => {
      if (!storageKey.test(key)) return
      const command = new DeleteObjectCommand(locate(key))
      await bucket.ask((client, options) => client.send(command, options))
    },
    health: () => {
      const problem = probe()
      const place = `bucket ${options.bucket}`
      const status = problem === null ? 'ok' : 'down'
      return { status, detail: problem === null ? place : `${place} ${problem}`, breaker: bucket.view() }
    },
  }
}

/** What is wrong with the bucket, as far as is known; asks for it beside, so that who looks at the health never waits. */
function createProbe(bucket: Bucket): () => string | null {
  let askedAt = 0
  let found: string | null = null
  return () => {
    if (Date.now() - askedAt > PROBE_EVERY_MS) {
      askedAt = Date.now()
      const command = new HeadBucketCommand({ Bucket: bucket.name })
      const answer = bucket.ask((client, options) => client.send(command, options))
      const toProblem = (error: unknown) => (error instanceof ContentMissingError ? 'does not exist' : null)
      void answer
        .then(() => null, toProblem)
        .then((problem) => {
          found = problem
        })
    }
    return bucket.view().failures > 0 ? 'does not answer' : found
  }
}
