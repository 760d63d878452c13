/** Sends content to a bucket as it is read: in one request where it fits into a part, in parts where it does not. */
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { ContentTooLargeError, type StoredContent } from './artifact-store.ts'
import type { Bucket } from './bucket.ts'

export interface Upload {
  readonly key: string
  readonly source: Readable
  readonly maxBytes: number
}

/** The protocol allows 5 MiB at the least and 10,000 of them: with this size 80 GiB. */
const PART_BYTES = 8 * 1024 * 1024

export async function uploadContent(bucket: Bucket, upload: Upload): Promise<Omit<StoredContent, 'key'>> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const parts = readParts(upload.source, (chunk) => {
    sizeBytes += chunk.length
    if (sizeBytes > upload.maxBytes)
      throw new ContentTooLargeError(`The content is larger than ${upload.maxBytes} bytes`)
    hash.update(chunk)
  })
  const { value: first = Buffer.alloc(0) } = await parts.next()
  if (first.length < PART_BYTES) await putWhole(bucket, upload.key, first)
  else await putInParts(bucket, upload.key, { first, rest: parts })
  return { sizeBytes, sha256: hash.digest('hex') }
}

/** Every part but the last is full. */
async function* readParts(source: Readable, onChunk: (chunk: Buffer) => void): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let bytes = 0
  for await (const piece of source) {
    const chunk: Buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(piece)
    onChunk(chunk)
    waiting.push(chunk)
    bytes += chunk.length
    while (bytes >= PART_BYTES) {
      const all = Buffer.concat(waiting)
      yield all.subarray(0, PART_BYTES)
      waiting = [all.subarray(PART_BYTES)]
      bytes -= PART_BYTES
    }
  }
  if (bytes > 0) yield Buffer.concat(waiting)
}

async function putWhole(bucket: Bucket, key: string, body: Buffer): Promise<void> {
  const place = { Bucket: bucket.name, Key: key }
  const command = new PutObjectCommand({ ...place, Body: body, ContentMD5: toMd5(body) })
  await bucket.askPatiently((client, options) => client.send(command, options))
}

async function putInParts(
  bucket: Bucket,
  key: string,
  { first, rest }: { readonly first: Buffer; readonly rest: AsyncIterable<Buffer> },
): Promise<void> {
  const place = { Bucket: bucket.name, Key: key }
  const begin = new CreateMultipartUploadCommand(place)
  const { UploadId } = await bucket.askPatiently((client, options) => client.send(begin, options))
  try {
    const parts = [await putPart(bucket, { ...place, UploadId, PartNumber: 1 }, first)]
    for await (const body of rest)
      parts.push(await putPart(bucket, { ...place, UploadId, PartNumber: parts.length + 1 }, body))
    const end = new CompleteMultipartUploadCommand({ ...place, UploadId, MultipartUpload: { Parts: parts } })
    await bucket.askPatiently((client, options) => client.send(end, options))
  } catch (error) {
    const abort = new AbortMultipartUploadCommand({ ...place, UploadId })
    // A storage that is away forgets unfinished uploads by its own rules.
    await bucket.ask((client, options) => client.send(abort, options)).catch(() => undefined)
    throw error
  }
}

interface PartPlace {
  readonly Bucket: string
  readonly Key: string
  readonly UploadId: string | undefined
  readonly PartNumber: number
}

async function putPart(bucket: Bucket, place: PartPlace, body: Buffer): Promise<CompletedPart> {
  const command = new UploadPartCommand({ ...place, Body: body, ContentMD5: toMd5(body) })
  const { ETag } = await bucket.askPatiently((client, options) => client.send(command, options))
  return { PartNumber: place.PartNumber, ETag }
}

function toMd5(body: Buffer): string {
  return createHash('md5').update(body).digest('base64')
}
