/** A bucket and how it is asked: with patience, again where that may help, and not at all while it is known to be away. */
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
  view(): BreakerView
}

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
  return {
    name: options.bucket,
    ask: (send) =>
      breaker
        .run((abortSignal) => send(client, { abortSignal }))
        .catch((error: unknown) => Promise.reject(toStorageError(error, options))),
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
