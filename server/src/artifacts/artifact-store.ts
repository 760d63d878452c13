/** Where the content of artifacts and big values is kept. Content never changes once it is there. */
import type { Readable } from 'node:stream'

export interface StoredContent {
  readonly key: string
  readonly sizeBytes: number
  readonly sha256: string
}

export interface ArtifactStore {
  /** Reads the source to its end. Rejects with ContentTooLargeError beyond the limit, and keeps nothing then. */
  put(source: Readable, limit: { readonly maxBytes: number }): Promise<StoredContent>
  /** `end` is the last byte, as in HTTP. Rejects with ContentMissingError. */
  open(key: string, range?: { readonly start: number; readonly end: number }): Promise<Readable>
  sizeOf(key: string): Promise<number>
}

export class ContentTooLargeError extends Error {
  override readonly name = 'ContentTooLargeError'
}

export class ContentMissingError extends Error {
  override readonly name = 'ContentMissingError'
}
