/** A bucket and how it is asked: with patience, again where that may help, and not at all while it is known to be away. */
import { setTimeout as sleep } from 'node:timers/promises'
import { S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { DomainError } from '@heddle/core/errors.ts'
import type { Logger } from '../ops/logger.ts'
import type { BreakerView } from '../resilience/breaker-view.ts'
import { createBreaker } from '../resilience/create-breaker.ts'
import { ContentMissingError } from './artifact-store.ts'

export interface BucketOptions {
  /** Null for Amazon's own. */
  readonly endpoint: string | null
  readonly bucket: string
  readonly region: string
  readonly accessKey: string
  readonly secretKey: string
  /** For an answer to begin, and for a silence within it. */
  readonly timeoutMs: number
  /** How long an upload waits for a storage that is away: what it carries was made and cannot be made again for nothing. */
  readonly patienceMs: number
  readonly breakers: { readonly failures: number; readonly resetMs: number; readonly retries: number }
  readonly logger: Logger
}

export interface Bucket {
  readonly name: string
  /**
   * Sends one request, which must do no harm when it is sent twice. Rejects with ContentMissingError, or with
   * STORAGE_UNAVAILABLE where the storage is away or refuses.
   */
  ask<T>(send: (client: S3Client, options: { abortSignal: AbortSignal }) => Promise<T>): Promise<T>
  /** The same for what must not get lost: waits while the storage is away, up to the patience of the options. */
  askPatiently: Bucket['ask']
  view(): BreakerView
}

const LOOK_AGAIN_MS = 500

const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 5_000
const gone: ReadonlySet<string> = new Set(['NoSuchKey', 'NotFound'])

export function openBucket(options: BucketOptions): Bucket {
  const client = createClient(options)
  const { failures, resetMs, retries } = options.breakers
  const breaker = createBreaker({
    name: 'storage',
    failures,
    resetMs,
    timeoutMs: options.timeoutMs,
    isAway,
    retry: {
      times: retries,
      firstPauseMs: FIRST_PAUSE_MS,
      longestPauseMs: LONGEST_PAUSE_MS,
      isSafe: isAway,
    },
    onChange: ({ state, lastError }) =>
      options.logger.warn({ event: 'storage_breaker', state, error: lastError?.message }),
  })
  const ask: Bucket['ask'] = (send) =>
    breaker
      .run((abortSignal) => send(client, { abortSignal }))
      .catch((error: unknown) => Promise.reject(toStorageError(error, options)))
  return {
    name: options.bucket,
    ask,
    askPatiently: async (send) => {
      const deadline = Date.now() + options.patienceMs
      for (;;) {
        try {
          return await ask(send)
        } catch (error) {
          const mayPass = error instanceof DomainError && isAway(error.cause)
          if (!mayPass || Date.now() >= deadline) throw error
          await sleep(LOOK_AGAIN_MS)
        }
      }
    },
    view: breaker.view,
  }
}

function createClient({ endpoint, region, accessKey, secretKey, timeoutMs }: BucketOptions): S3Client {
  return new S3Client({
    region,
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
    // Others than Amazon know buckets by the path alone.
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    // The breaker repeats; twice over would be nine tries.
    maxAttempts: 1,
    // Each request brings the one checksum that all storages know.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: timeoutMs, socketTimeout: timeoutMs },
  })
}

/** The storage did not answer, or has too much to do. */
function isAway(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return true
  const status = error.$metadata.httpStatusCode ?? 0
  return status >= 500 || status === 429 || status === 408
}

function toStorageError(error: unknown, { bucket, endpoint }: BucketOptions): Error {
  if (error instanceof S3ServiceException && gone.has(error.name))
    return new ContentMissingError('The content is gone', { cause: error })
  const reason = error instanceof Error ? error.message || error.name : String(error)
  const place = `bucket ${bucket}${endpoint === null ? '' : ` at ${new URL(endpoint).host}`}`
  const message = `The storage of artifacts cannot be used (${place}: ${reason}). Try again in a few seconds.`
  return new DomainError('STORAGE_UNAVAILABLE', { reason: `${place}: ${reason}` }, { cause: error, message })
}
