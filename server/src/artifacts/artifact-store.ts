/** Where the content of artifacts and big values is kept. Content never changes once it is there. */
import type { Readable } from 'node:stream'
import type { BreakerView } from '../resilience/breaker-view.ts'

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
  /** A key that leads nowhere is left at that. */
  delete(key: string): Promise<void>
  /** How the store stands, as far as is known: never waits for it. */
  health(): StoreHealth
}

export interface StoreHealth {
  readonly status: 'ok' | 'down'
  readonly detail: string
  /** Null where nothing can be away. */
  readonly breaker: BreakerView | null
}

/** Keys come from the database, but paths and addresses are made of them. */
export const storageKey = /^[0-9a-f]{2}\/[0-9a-f-]{36}$/

export class ContentTooLargeError extends Error {
  override readonly name = 'ContentTooLargeError'
}

export class ContentMissingError extends Error {
  override readonly name = 'ContentMissingError'
}
